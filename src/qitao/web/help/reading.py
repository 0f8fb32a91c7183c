"""The documents of `docs/` as they are read on a page: found by name, drawn from Markdown.

Raw HTML in a document stays text. Links between documents and to pictures lead to help's own
addresses.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qitao.base.refusal import NOT_FOUND, Refusal

NOUNS = "nouns"
HEAD = re.compile(r"^## (?P<title>.+?) <!-- (?P<place>\S+) -->$", re.MULTILINE)
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
PICTURE_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml"}
READ_FIRST = ("first-hour", "guide/README")


@dataclass(frozen=True, slots=True)
class Section:
    """What help says of one area of the house: its place in the navigation, title and text."""

    place: str
    title: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: its name without the ending, its title and its text."""

    name: str
    title: str
    html: SafeString


def docs() -> Path:
    """Return the folder of the documents."""
    return Path(settings.CHECKOUT) / "docs"


@cache
def list_sections(lang: str) -> dict[str, Section]:
    """Return what is said of each area, by its place in the navigation."""
    text = (docs() / lang / f"{NOUNS}.md").read_text("utf-8")
    heads = list(HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {
        head["place"]: Section(
            head["place"], head["title"], _drawn(text[head.end() : end], PurePosixPath(NOUNS), lang)
        )
        for head, end in zip(heads, ends, strict=True)
    }


@cache
def list_papers(lang: str) -> dict[str, str]:
    """Return titles of documents by name: what to read first, guides by role, the rest."""
    home = docs() / lang
    names = [str(file.relative_to(home).with_suffix("")) for file in home.rglob("*.md")]
    found = sorted((name for name in names if name != NOUNS), key=_rank)
    return {name: _title(home / f"{name}.md") for name in found}


def _rank(name: str) -> tuple[int, str]:
    if name in READ_FIRST:
        return READ_FIRST.index(name), name
    return (2 if name.startswith("guide/") else 4 if "/" in name else 3), name


def _title(file: Path) -> str:
    found = TITLE.search(file.read_text("utf-8"))
    return found[1] if found else file.stem


@cache
def read_paper(name: str, lang: str) -> Paper:
    """Return a document; refuse `NOT_FOUND` for what is none."""
    title = list_papers(lang).get(name)
    if title is None:
        raise Refusal(NOT_FOUND, document=name)
    text = (docs() / lang / f"{name}.md").read_text("utf-8")
    return Paper(name, title, _drawn(TITLE.sub("", text, count=1), PurePosixPath(name), lang))


def find_picture(name: str) -> tuple[Path, str]:
    """Return a picture of the documents and its media type; refuse `NOT_FOUND`."""
    home = (docs() / "pictures").resolve()
    file = (home / name).resolve()
    kind = PICTURE_TYPES.get(file.suffix)
    if kind is None or not file.is_relative_to(home) or not file.is_file():
        raise Refusal(NOT_FOUND, picture=name)
    return file, kind


def _drawn(text: str, name: PurePosixPath, lang: str) -> SafeString:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    for token in (child for each in tokens for child in (each, *(each.children or ()))):
        _lead(token, name, lang)
    return SafeString(markdown.renderer.render(tokens, markdown.options, {}))


def _lead(token: Token, name: PurePosixPath, lang: str) -> None:
    """Let a link or a picture lead to help's own address."""
    key = {"link_open": "href", "image": "src"}.get(token.type)
    if key is None:
        return
    to = str(token.attrGet(key) or "")
    if ":" in to or to.startswith("#"):
        return
    path, _, mark = to.partition("#")
    file = _within(PurePosixPath(lang) / name.parent / path)
    if file.parts[:1] == ("pictures",):
        token.attrSet(key, reverse("help:picture", args=[str(PurePosixPath(*file.parts[1:]))]))
        token.attrSet("loading", "lazy")
    elif file.parts[:1] == (lang,) and file.suffix == ".md":
        paper = str(PurePosixPath(*file.parts[1:]).with_suffix(""))
        token.attrSet(key, reverse("help:paper", args=[paper]) + (f"#{mark}" if mark else ""))
    else:
        token.type, token.tag, token.hidden = "text", "", True


def _within(path: PurePosixPath) -> PurePosixPath:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part != "..":
            parts.append(part)
    return PurePosixPath(*parts)
