"""The reads of histories: each floor tells the versions of its own records."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from qitao.api.reads.read import Read, by_actor
from qitao.base.actor import Actor, Permission
from qitao.base.clock import Moment
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.seen import version_of
from qitao.base.versions import RECORDS, FieldThen, History, Version, read_history

RECORD_CHARS_MAX = 80
RecordName = Annotated[
    str,
    Field(max_length=RECORD_CHARS_MAX, description="Noun and id: `material:12`"),
]


def histories(floor: str, permission: Permission) -> tuple[Read, Read]:
    """Return the reads of a floor's histories, for whoever may list its records."""

    def list_versions(actor: Actor, record: RecordName) -> list[Version]:
        """Return who changed a record, when and why, from which values to which; newest first."""
        return _history(floor, actor, record).versions()

    def list_values_as_of(
        actor: Actor, record: RecordName, at: Moment | None = None
    ) -> list[FieldThen]:
        """Return the values of a record and of its lines at a moment; without one, as they are."""
        return _history(floor, actor, record).values(at)

    return (
        _read(floor, "history", permission, Version, list_versions),
        _read(floor, "history_as_of", permission, FieldThen, list_values_as_of),
    )


def _read(
    floor: str, noun: str, permission: Permission, row: type, query: Callable[..., list[Any]]
) -> Read:
    return Read(floor, noun, permission, row, query, sorts=(), scope=by_actor(), version=_version)


def _version(record: str, **_: object) -> str:
    return version_of(record)


def _history(floor: str, actor: Actor, record: str) -> History:
    kind = RECORDS.get(record.partition(":")[0])
    if kind is None or kind.floor != floor:
        raise Refusal(NOT_FOUND, record=record)
    return read_history(actor, record)
