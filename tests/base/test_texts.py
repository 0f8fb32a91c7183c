"""Sentences: filled with evidence, in the reader's language, and never a crash."""

from decimal import Decimal

from qitao.base.texts import load, say


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
