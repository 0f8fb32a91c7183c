"""The guides say the words that stand on the screens, and their links and pictures are there."""

import re
from pathlib import Path

import pytest

from qitao.base.texts import load
from tests.tidy.house import SRC

DOCS = SRC.parents[1] / "docs"
QUOTED = {"zh": re.compile(r"「([^」]+)」"), "en": re.compile(r'"([^"]{2,60})"')}
PART = re.compile(r"\n\s*\n|\n(?=\s*(?:\d+\.|[-|*]))")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def guides(lang: str) -> list[Path]:
    read = ("first-hour.md", "nouns.md")
    return [*(DOCS / lang / name for name in read), *sorted((DOCS / lang / "guide").glob("*.md"))]


def screens(lang: str) -> str:
    """Return all that the screens may say, with what templates and the demo plant bring."""
    spoken = [
        words.get(lang, "") + "\n" + words.get(f"{lang}_next", "") for words in load().values()
    ]
    files = [*sorted(SRC.rglob("templates/*/template.toml")), SRC / "server/demo/plant.toml"]
    brought = [file.read_text("utf-8") for file in files]
    return "\n".join(spoken + brought)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_guide_quotes_stands_on_a_screen(lang: str) -> None:
    known, wrong = screens(lang), {}
    for file in guides(lang):
        parts = [" ".join(part.split()) for part in PART.split(file.read_text("utf-8"))]
        found = [each for part in parts for each in QUOTED[lang].findall(part)]
        quoted = [word.strip(" ,.") for each in found for word in each.split("→")]
        if missing := sorted({each for each in quoted if each not in known}):
            wrong[str(file.relative_to(DOCS))] = missing
    assert wrong == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_links_and_pictures_of_a_guide_are_there(lang: str) -> None:
    lost = [
        f"{file.name}: {link}"
        for file in sorted((DOCS / lang).rglob("*.md"))
        for link in LINK.findall(file.read_text("utf-8"))
        if not (file.parent / link).exists()
    ]
    assert lost == []
