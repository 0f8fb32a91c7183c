"""What plants call kinds of data, columns and choices, read from synonyms.toml beside it."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("synonyms.toml")
_MARKS = re.compile(r"[\s*_\-./:#]+")
_BRACKETS = re.compile(r"[(\[【（].*?[)\]】）]")


def fold(word: str) -> str:
    """Return a word as it is compared: half width, small letters, no blanks and marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", word).casefold())


def bare(word: str) -> str:
    """Return a folded word without what stands in brackets: a unit, a hint."""
    return fold(_BRACKETS.sub("", word))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def words_of_noun(noun: str) -> frozenset[str]:
    """Return how else a kind of data is called, folded."""
    return frozenset(fold(word) for word in _table()["noun"].get(noun, ()))


@cache
def words_of_field(noun: str, field: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return how else a field is called: where it is of this noun, and anywhere; folded."""
    own = _table()["column_of"].get(noun, {}).get(field, ())
    common = _table()["column"].get(field, ())
    return frozenset(map(fold, own)), frozenset(map(fold, common))


def words_of_choice(kind: str, value: str) -> tuple[str, ...]:
    """Return what else people write for a choice, as they write it."""
    return tuple(_table()["choice"].get(kind, {}).get(value, ()))


def named() -> Mapping[str, Any]:
    """Return the whole table, so that a test can hold it against nouns, fields and choices."""
    return _table()
