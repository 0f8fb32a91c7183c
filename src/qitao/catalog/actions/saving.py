"""How rows of a flat noun are saved: all faults first, then one statement."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from pydantic import TypeAdapter

from qitao.base.pinyin import search_key, sort_key
from qitao.base.refusal import CHANGED_MEANWHILE, NOT_FOUND, TOO_MANY, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries, rules
from qitao.catalog.rules import Known
from qitao.catalog.values import (
    ALREADY_EXISTS,
    CATALOG_FAULTS,
    FAULTS_SHOWN_MAX,
    SAVE_ROWS_MAX,
    STILL_USED,
)
from qitao.catalog.values.faults import Fault, Saved

sql = SqlRoom("qitao.catalog")
Check = Callable[[Any, Known], list[Fault]]
Saver = Callable[[Sequence[Any]], Saved]


def _no_more(rows: Any, known: Known) -> list[Fault]:
    return []


@dataclass(frozen=True, slots=True)
class Book:
    """One flat noun: the file that saves it, its table, the fields of its key, its own rules."""

    noun: str
    statement: str
    model: type[Model]
    row: Any
    key: tuple[str, ...]
    check: Check = _no_more
    spelled: bool = False

    def keys(self, rows: Sequence[Any]) -> list[rules.Key]:
        """Return the key of each row; the code stands last."""
        return [tuple(getattr(row, name) for name in self.key) for row in rows]


@dataclass(frozen=True, slots=True)
class _Written:
    created: int
    updated: int


@cache
def _adapter(row: Any) -> TypeAdapter[Any]:
    return TypeAdapter(tuple[row, ...])


def to_json(row: Any, rows: Sequence[Any], *, spelled: bool = False) -> str:
    """Return rows as the JSON that the SQL files read; `spelled` adds the keys of the name."""
    adapter = _adapter(row)
    if not spelled:
        return adapter.dump_json(tuple(rows)).decode()
    listed = adapter.dump_python(tuple(rows), mode="json")
    for item in listed:
        item["pinyin"] = sort_key(item["name"])
        item["letters"] = search_key(item["name"])
    return json.dumps(listed, ensure_ascii=False)


def lines_to_json(row: Any, rows: Sequence[Any], field: str, owners: Sequence[int]) -> str:
    """Return the nested lines of rows as flat JSON, each with the id of its `owner`."""
    listed = _adapter(row).dump_python(tuple(rows), mode="json", include={"__all__": {field}})
    flat = [
        {"owner": owner, **line}
        for owner, item in zip(owners, listed, strict=True)
        for line in item[field]
    ]
    return json.dumps(flat, ensure_ascii=False)


def refuse_faults(faults: Sequence[Fault]) -> None:
    """Refuse `CATALOG_FAULTS` with all faults, if there are any."""
    if not faults:
        return
    shown = [
        f"{fault.row + 1}: {fault.field} {fault.evidence.get('value', '')}".strip()
        for fault in faults[:FAULTS_SHOWN_MAX]
    ]
    flat = [fault.flat() for fault in faults]
    raise Refusal(CATALOG_FAULTS, count=len(faults), places=shown, faults=flat)


def save(book: Book, rows: Sequence[Any]) -> Saved:
    """Save rows of a noun by key, all or none; refuse with all faults at once."""
    check(book, rows)
    return write(book, rows)


def check(book: Book, rows: Sequence[Any]) -> None:
    """Refuse `CATALOG_FAULTS` with all faults at once, `STILL_USED`, `TOO_MANY`."""
    if len(rows) > SAVE_ROWS_MAX:
        raise Refusal(TOO_MANY, limit=SAVE_ROWS_MAX, count=len(rows))
    if not rows:
        return
    keys = book.keys(rows)
    named = rules.list_references(rows)
    named.setdefault(book.noun, set()).update(keys)
    known = queries.find_known(named)
    refuse_faults(
        [
            *rules.check_once(rows, book.key),
            *rules.check_references(rows, known, own=(book.noun, set(keys))),
            *book.check(rows, known),
        ]
    )
    _refuse_used(book, rows, keys, known)


def write(book: Book, rows: Sequence[Any]) -> Saved:
    """Write checked rows."""
    return save_rows(book.statement, book.row, rows, spelled=book.spelled)


def save_rows(statement: str, row: Any, rows: Sequence[Any], *, spelled: bool = False) -> Saved:
    """Write checked rows with one of the `save_…` files; count what changed."""
    written = sql.one(statement, _Written, rows=to_json(row, rows, spelled=spelled))
    unchanged = len(rows) - written.created - written.updated
    return Saved(written.created, written.updated, unchanged)


def _refuse_used(book: Book, rows: Sequence[Any], keys: Sequence[rules.Key], known: Known) -> None:
    """Refuse `STILL_USED` where a row that is to be retired still carries others."""
    stored = known.get(book.noun, {})
    ids = [
        stored[key].id
        for row, key in zip(rows, keys, strict=True)
        if not getattr(row, "active", True) and key in stored and stored[key].active
    ]
    if ids:
        refuse_used(book.noun, ids)


def refuse_used(noun: str, ids: list[int]) -> None:
    """Refuse `STILL_USED` with what stands on the rows."""
    uses = queries.list_uses({noun: ids})
    if uses:
        shown = [f"{use.used} ← {use.by_code}" for use in uses]
        raise Refusal(STILL_USED, noun=noun, uses=shown, count=len(uses))


def _lock(book: Book, row: Any) -> tuple[int, int] | None:
    """Lock the stored row with this key: id and revision."""
    references = {column.field for column in rules.shape_of(book.row).references}
    lookup = {
        f"{name}__code" if name in references else name: getattr(row, name) for name in book.key
    }
    rows = book.model._default_manager.select_for_update(of=("self",)).filter(**lookup)
    stored = rows.values_list("id", "revision").first()
    return None if stored is None else (stored[0], stored[1])


def create(book: Book, row: Any, saver: Saver | None = None) -> tuple[int, int]:
    """Save a row whose key is new; return id and revision."""
    if _lock(book, row) is not None:
        raise Refusal(ALREADY_EXISTS, noun=book.noun, code=_shown_key(book, row))
    saver((row,)) if saver else save(book, (row,))
    return _require(book, row)


def update(
    book: Book, row: Any, revision: int | None, saver: Saver | None = None
) -> tuple[int, int]:
    """Save a row whose key is there; `revision` is what the editor saw (None: whatever it is)."""
    _, stored_revision = _require(book, row)
    if revision is not None and revision != stored_revision:
        raise Refusal(CHANGED_MEANWHILE, noun=book.noun, seen=revision, stored=stored_revision)
    saver((row,)) if saver else save(book, (row,))
    return _require(book, row)


def retire(book: Book, number: int, check: Callable[[Any], None] | None = None) -> Any:
    """Take a row out of use; return the row. `check` asks for its plant before anything is told."""
    rows = book.model._default_manager.select_for_update().filter(pk=number)
    stored: Any = rows.first()
    if stored is None:
        raise Refusal(NOT_FOUND, noun=book.noun, id=number)
    if check is not None:
        check(stored)
    if stored.active:
        refuse_used(book.noun, [number])
        stored.active, stored.revision = False, stored.revision + 1
        stored.save(update_fields=["active", "revision"])
    return stored


def _require(book: Book, row: Any) -> tuple[int, int]:
    stored = _lock(book, row)
    if stored is None:
        raise Refusal(NOT_FOUND, noun=book.noun, code=_shown_key(book, row))
    return stored


def _shown_key(book: Book, row: Any) -> str:
    return " / ".join(str(part) for part in book.keys((row,))[0])
