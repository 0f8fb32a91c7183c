"""Verbs in words, by floor: for boxes in which one of them is picked."""

from qitao.base.texts import find
from qitao.base.verbs import VERBS


def by_floor(lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the verbs that people carry out, by floor, in words."""
    floors: dict[str, list[tuple[str, str]]] = {}
    for name, verb in sorted(VERBS.items()):
        if words := find(f"verb.{name}", lang):
            floors.setdefault(verb.floor, []).append((name, words))
    return list(floors.items())


def floors() -> tuple[str, ...]:
    """Return the floors that have verbs: who follows them all misses no entry of the journal."""
    return tuple(sorted({verb.floor for verb in VERBS.values()}))
