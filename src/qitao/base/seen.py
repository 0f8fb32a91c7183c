"""What an editor saw of a record: so that nobody overwrites what another saved meanwhile (0023)."""

from collections.abc import Mapping
from hashlib import blake2s
from typing import Any

from django.db.models import Model

from qitao.base.actor import Seen
from qitao.base.history import kept_of
from qitao.base.refusal import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.base.versions import DIGITS_MAX, RECORDS, Entry, Record

sql = SqlRoom(__package__)


def version_of(record: str) -> str:
    """Return the version of `material:12`: how many row versions are kept of it and its lines.

    Read it before the values that go with it, never after: then it can only be too old.
    """
    kind, number = _parse(record)
    kept = sum(rows.count() for rows in _kept(kind, number).values())
    return f"{kept}{_tied(kind.parts[0].model, number)}"


def check_unchanged(seen: Seen | None) -> None:
    """Lock the record and refuse `CHANGED_MEANWHILE` unless it stands as it was seen, if it was.

    A record that has no row yet (the rules of a plant) is locked by its name.
    """
    if seen is None:
        return
    kind, number = _parse(seen.record)
    rows = kind.parts[0].model._default_manager.select_for_update(no_key=True)
    if rows.filter(pk=number).values_list("pk").first() is None:
        sql.run("lock_name", name=seen.record)
    stored = version_of(seen.record)
    if stored != seen.version:
        raise Refusal(CHANGED_MEANWHILE, noun=kind.noun, seen=seen.version, stored=stored)


def find_last_entry(record: str) -> Entry | None:
    """Return the journal entry that changed a record last; None where no verb did."""
    kind, number = _parse(record)
    found: list[tuple[Any, Any]] = []
    for rows in _kept(kind, number).values():
        newest = rows.order_by("-pgh_id").values_list("pgh_created_at", "pgh_context_id").first()
        found += [newest] if newest and newest[1] else []
    if not found:
        return None
    at, call = max(found)
    return next(iter(sql.all("list_calls", Entry, calls=[call], since=at, limit=1)), None)


def _parse(record: str) -> tuple[Record, int]:
    noun, _, digits = record.partition(":")
    kind = RECORDS.get(noun)
    if kind is None or not digits.isdecimal() or len(digits) > DIGITS_MAX:
        raise Refusal(NOT_FOUND, record=record)
    return kind, int(digits)


def _kept(kind: Record, number: int) -> Mapping[str, Any]:
    """Return the row versions of each part, those of lines that are gone included."""
    found: dict[str, Any] = {}
    for part in kind.parts:
        owners = found[part.under].values("pgh_obj_id") if part.under else [number]
        column = part.owner or "pgh_obj_id"
        found[part.name] = kept_of(part.model).filter(**{f"{column}__in": owners})
    return found


def _tied(model: type[Model], number: int) -> str:
    """Return a digest of what a record is tied to by tables without versions (roles of a post)."""
    ids: list[Any] = []
    for each in model._meta.local_many_to_many:
        through: Any = each.remote_field.through
        mine, other = each.m2m_column_name(), each.m2m_reverse_name()
        rows = through._default_manager.filter(**{mine: number})
        ids += [each.name, *rows.order_by(other).values_list(other, flat=True)]
    return f".{blake2s(repr(ids).encode(), digest_size=6).hexdigest()}" if ids else ""
