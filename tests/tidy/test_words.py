"""Every code of the house has words in both languages."""

import re

from qitao.base.actor import PERMISSIONS
from qitao.base.checks import CHECKS
from qitao.base.refusal import CODES
from qitao.base.texts import load
from qitao.base.verbs import VERBS
from tests.tidy.house import SRC

HAN = re.compile(r"[\u4e00-\u9fff]")


OWN = {name: verb for name, verb in VERBS.items() if verb.function.__module__.startswith("qitao.")}
"""The house's verbs; other tests in the same process may have registered their own."""


def lacking(prefix: str, codes: object) -> list[str]:
    return [code for code in sorted(codes) if f"{prefix}.{code}" not in load()]  # type: ignore[call-overload]


def test_every_refusal_says_what_why_and_what_now() -> None:
    own = [code for code in CODES if not code.startswith("TEST_")]
    assert lacking("refusal", own) == []
    mute = [code for code in own if "zh_next" not in load()[f"refusal.{code}"]]
    assert mute == []


def test_every_permission_has_words() -> None:
    own = [code for code in PERMISSIONS if not code.startswith("tests.")]
    assert lacking("permission", own) == []


def test_every_verb_has_words() -> None:
    assert lacking("verb", OWN) == []


def test_every_check_has_words() -> None:
    assert lacking("check", CHECKS) == []


def test_every_verb_has_a_docstring() -> None:
    assert [name for name, verb in OWN.items() if not verb.doc] == []


def test_no_chinese_is_written_into_a_template() -> None:
    spoken = []
    for file in sorted((SRC / "web").rglob("*.html")):
        text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text("utf-8"))
        if HAN.search(text):
            spoken.append(str(file.relative_to(SRC)))
    assert spoken == []


def test_english_texts_have_no_chinese() -> None:
    mixed = [
        key
        for key, words in load().items()
        if HAN.search(words.get("en", "")) or HAN.search(words.get("en_next", ""))
    ]
    assert mixed == []
