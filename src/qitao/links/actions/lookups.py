"""What the codes in rows stand for, or a refusal that names every code that stands for nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qitao.base.refusal import Refusal
from qitao.catalog import queries as catalog
from qitao.catalog.rules import Fact, Key, check_references, list_references
from qitao.catalog.values import QUANTITY_TOO_FINE
from qitao.catalog.values.faults import Fault, Saved
from qitao.links.values import IMPORT_FAULTS


def refuse(faults: Sequence[Fault]) -> None:
    """Refuse rows with all their faults, if there are any."""
    if faults:
        flat = [fault.flat() for fault in faults]
        raise Refusal(IMPORT_FAULTS, count=len(flat), faults=flat)


def find_fine(rows: Sequence[Any], *fields: str) -> list[Fault]:
    """Return a fault for each figure of a row that is finer than its material's unit."""
    return [
        Fault(place, field, QUANTITY_TOO_FINE.code, one.evidence() | {"value": str(one.quantity)})
        for field in fields
        for place, one in catalog.find_fine(
            (row.material, getattr(row, field)) for row in rows
        ).items()
    ]


class Lookups:
    """The codes of rows, looked up once; `more` are nouns that the catalog does not know."""

    def __init__(
        self, rows: Sequence[Any], more: Mapping[str, Mapping[Key, Fact]] | None = None
    ) -> None:
        self.known = {**catalog.find_known(list_references(rows)), **(more or {})}
        self.faults = check_references(rows, self.known)

    def id(self, noun: str, *key: str | None) -> Any:
        """Return the id behind a key, None where no code was given."""
        return None if key[-1] is None else self.known[noun][tuple(str(k) for k in key)].id

    def fact(self, noun: str, *key: str) -> Fact | None:
        """Return what is known of a key, if anything."""
        return self.known.get(noun, {}).get(key)


def save_each(rows: Sequence[Any], save: Callable[[Any], str]) -> Saved:
    """Save rows one by one (a few people, plants): `save` says created, updated or unchanged."""
    faults = []
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for place, row in enumerate(rows):
        try:
            counts[save(row)] += 1
        except Refusal as refusal:
            given = refusal.evidence.get("faults")
            if given:
                faults += [
                    Fault(place, one["field"], one["code"], {"value": one.get("value", "")})
                    for one in given
                ]
            else:
                faults.append(Fault(place, "", refusal.code.code, refusal.evidence))
    refuse(faults)
    return Saved(**counts)
