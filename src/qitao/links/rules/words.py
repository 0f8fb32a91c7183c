"""Faults in words: what is wrong, and what to do."""

from collections.abc import Mapping
from typing import Any

from qitao.base.texts import find, say
from qitao.links.rules.cells import key_in_texts

KINDS = ("fault", "refusal", "mapping")


def explain(code: str, evidence: Mapping[str, Any], lang: str) -> tuple[str, str]:
    """Return why a cell (or a mapping) is bad and how to mend it."""
    key = next((f"{kind}.{code}" for kind in KINDS if find(f"{kind}.{code}", lang)), code)
    shown = {str(name): value for name, value in evidence.items() if name not in ("code", "lang")}
    if "kind" in shown and "names" in shown:
        noun = str(shown["kind"])
        keys = [(name, key_in_texts(noun, name, lang)) for name in shown["names"]]
        shown["names"] = [say(key, lang) if key else name for name, key in keys]
    if "nouns" in shown:
        shown["names"] = [name_of(noun, lang) for noun in shown["nouns"]]
    if "fields" in shown:
        shown["names"] = [title_of(shown["noun"], field, lang) for field in shown["fields"]]
    return say(key, lang, **shown), say(key, lang, "next", **shown)


def title_of(noun: str, field: str, lang: str) -> str:
    """Return the title of a noun's field, as a sheet shows it."""
    return find(f"column.{noun}.{field}", lang) or find(f"column.{field}", lang) or field


def name_of(noun: str, lang: str) -> str:
    """Return the name of a noun."""
    return say(f"noun.{noun}", lang)
