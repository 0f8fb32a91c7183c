"""The words of the command line stand in both languages and ask for the same evidence."""

import string
import tomllib
from pathlib import Path

import pytest

from qitao.server import language
from qitao.server.language import LANGS
from qitao.server.trouble import Trouble

TEXTS = Path(language.__file__).with_name("texts.toml")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "QITAO_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "en"),
    ],
)
def test_the_first_variable_that_names_a_language_decides(
    environment: dict[str, str], expected: str
) -> None:
    assert language.choose(environment) == expected


def test_every_sentence_stands_in_both_languages_with_the_same_places() -> None:
    groups = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["server"]
    differing = {
        f"{group}.{name}"
        for group, sentences in groups.items()
        for name, words in sentences.items()
        if set(words) != set(LANGS) or _places(words["zh"]) != _places(words["en"])
    }
    own_words = {"up.login", "trouble.admin_refused", "trouble.install_refused"}
    assert differing == own_words, "these carry words in their language"


def test_a_trouble_says_what_to_do_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QITAO_LANG", "en")
    english, chinese = Trouble("port_in_use", port=8000, free=8001).lines()
    assert english == (
        "Port 8000 is used by another program. Start on another one: ./qitao up --port 8001"
    )
    assert chinese.startswith("端口 8000 已被别的程序占用")


def _places(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
