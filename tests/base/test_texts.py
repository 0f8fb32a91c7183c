"""Sentences: filled with evidence, in the reader's language, and never a crash."""

import re
from decimal import Decimal

import pytest

from qitao.base.texts import load, of_many, say

ONE_OF_MANY = re.compile(r"\b1 (?:more |good |open |other |new |late )?([a-z]+s)\b")
NO_PLURALS = {
    "appears", "as", "closes", "comes", "counts", "does", "has", "holds", "is", "lies", "ms",
    "needs", "stands", "was",
}  # fmt: skip
SAID_ELSEWHERE = ("server.", "ui.terminal.")
"""Before the house is there, and in the browser: there no form of a word is chosen."""


def test_every_text_has_both_languages() -> None:
    lacking = [key for key, words in load().items() if not {"zh", "en"} <= words.keys()]
    lacking += [
        key for key, words in load().items() if ("zh_next" in words) != ("en_next" in words)
    ]
    assert lacking == []


def test_evidence_is_written_as_people_read_it() -> None:
    assert say("refusal.TOO_MANY", "en", limit=Decimal("1200.500000"), count=3) == (
        "At most 1,200.5 at once; you sent 3."
    )


def test_a_code_is_said_by_its_name() -> None:
    words = say("refusal.PERMISSION_MISSING", "zh", permission="base.view_journal")
    assert words == "您没有「查看操作日志」权限，不能做这一步。"


def test_missing_evidence_shows_as_a_dash() -> None:
    assert say("refusal.TOO_MANY", "en") == "At most — at once; you sent —."


def test_a_missing_text_shows_its_key() -> None:
    assert say("refusal.NO_SUCH_TEXT", "zh") == "refusal.NO_SUCH_TEXT"


def test_a_long_list_names_the_first_and_counts_the_rest() -> None:
    faults = [{"code": "MATERIAL_UNKNOWN"}] * 5
    said = say("refusal.MOVE_LINES_INVALID", "en", count=5, places=["1: A"], faults=faults)
    assert said.count("no such material") == 5
    assert "more" not in said
    for lang, words in (("en", "and 9,995 more"), ("zh", "另有 9,995 条")):
        said = say("refusal.MOVE_LINES_INVALID", lang, count=10, places=[], faults=faults * 2000)
        assert words in said.replace("9995", "9,995")
        assert len(said) < 400


@pytest.mark.parametrize(
    ("count", "said"), [(1, "tried 1 time"), (2, "tried 2 times"), (0, "tried 0 times")]
)
def test_one_is_said_as_one(count: int, said: str) -> None:
    assert say("ui.flows.tried", "en", count=count) == said
    assert say("ui.flows.tried", "en", count=Decimal(count)) == said


def test_what_is_counted_reads_of_many_before_it_is_filled() -> None:
    assert of_many("{count:order is|orders are} late, {rest}") == "{count} orders are late, {rest}"


def test_no_english_sentence_counts_one_as_many() -> None:
    plural = []
    for key in load():
        if key.startswith(SAID_ELSEWHERE):
            continue
        for part in ("", "next"):
            names = re.findall(r"\{(\w+)", load()[key].get(f"en_{part}" if part else "en", ""))
            said = say(key, "en", part, **dict.fromkeys(names, 1))
            if set(ONE_OF_MANY.findall(said)) - NO_PLURALS:
                plural.append(f"{key}: {said}")
    assert not plural, "\n".join(plural)
