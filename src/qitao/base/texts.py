"""All words that people read: each floor's texts.toml, zh and en side by side."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from qitao.base.quantity import spoken

LANGS = ("zh", "en")
ROOT = Path(__file__).resolve().parent.parent
FIRST_MAX = 5
"""How many of a long list a sentence names before it counts the rest."""


class _Evidence(dict[str, Any]):
    """Evidence for a sentence; a missing figure shows as a dash, never as a crash.

    `{state_name}` says the value of `state` in words (`[state.<value>]`), `{state_names}` those of
    the list `states`, each a value or a table with its `code` and what its own words ask for;
    `{state_first}` says the first of them and how many more there are;
    `{day_said}` says `[said.day]`, or `[said.no_day]` where there is none. A name that comes with
    its English form (`operation` and `operation_en`) is said in the language's own.
    """

    def __init__(self, evidence: Mapping[str, Any], lang: str) -> None:
        told = {
            name: (lang == "en" and evidence.get(f"{name}_en")) or value
            for name, value in evidence.items()
        }
        super().__init__({name: plain(value, lang) for name, value in told.items()})
        self.given, self.lang = evidence, lang

    def __missing__(self, key: str) -> str:
        noun, _, form = key.rpartition("_")
        if form == "name" and self.given.get(noun) is not None:
            return say(f"{noun}.{self.given[noun]}", self.lang)
        if form in ("names", "first") and self.given.get(f"{noun}s"):
            return self._names(noun, self.given[f"{noun}s"], FIRST_MAX if form == "first" else None)
        if form == "said":
            key = f"said.{noun}" if self.given.get(noun) else f"said.no_{noun}"
            return say(key, self.lang, "", **self.given)
        return "—"

    def _names(self, noun: str, values: Sequence[Any], limit: int | None) -> str:
        names = str(plain([self._name(noun, value) for value in values[:limit]], self.lang))
        rest = len(values) - len(values[:limit])
        return say("said.and_more", self.lang, "", names=names, count=rest) if rest else names

    def _name(self, noun: str, value: Any) -> str:
        if isinstance(value, Mapping):
            return say(f"{noun}.{value['code']}", self.lang, "", **value)
        return say(f"{noun}.{value}", self.lang, "", **self.given)


class _Counting(Formatter):
    """Fills `{count:order|orders}` with the figure and the form of the word that goes with it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, counted, many = format_spec.partition("|")
        if not counted:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if str(value) == '1' else many}"


_counting = _Counting()
COUNTED = re.compile(r"\{(\w+):[^|{}]*\|([^{}]*)\}")


def of_many(words: str) -> str:
    """Return a sentence that is not filled as it reads of many: `{count} orders`."""
    return COUNTED.sub(r"{\1} \2", words)


def _walk(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    if any(isinstance(table.get(lang), str) for lang in LANGS):
        yield path, {key: value for key, value in table.items() if isinstance(value, str)}
        return
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _walk(value, f"{path}.{key}" if path else key)


@cache
def load() -> Mapping[str, Mapping[str, str]]:
    """Read every texts.toml of the house; raise `ValueError` where one key stands twice."""
    merged: dict[str, Mapping[str, str]] = {}
    for file in sorted(ROOT.rglob("texts.toml")):
        for key, words in _walk(tomllib.loads(file.read_text(encoding="utf-8")), ""):
            if key in merged:
                raise ValueError(f"{file}: {key} is already said elsewhere")
            merged[key] = words
    return MappingProxyType(merged)


def plain(value: Any, lang: str = "zh") -> Any:
    """Write a piece of evidence as people read it."""
    match value:
        case Decimal():
            return spoken(value)
        case datetime():
            return value.astimezone().strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case None:
            return "—"
        case list() | tuple():
            return ("、" if lang == "zh" else ", ").join(str(plain(item, lang)) for item in value)
        case _:
            return value


def find(key: str, lang: str, part: str = "") -> str | None:
    """Return the words of `key` (`part` = "next" for what to do now), or None."""
    words = load().get(key)
    return words.get(f"{lang}_{part}" if part else lang) if words else None


def say(key: str, lang: str, /, part: str = "", **evidence: Any) -> str:
    """Return the sentence of `key` in `lang`, filled with the evidence.

    Falls back to the key itself, so that a missing text is seen and never breaks a page.
    """
    words = find(key, lang, part)
    if words is None:
        return "" if part else key
    filled = _Evidence(evidence, lang)
    return _counting.vformat(words, (), filled) if "|" in words else words.format_map(filled)
