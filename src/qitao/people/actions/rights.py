"""What every change of rights has in common: it queues up, is seen at once, leaves somebody."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from psycopg import errors

from qitao.base.faults import cause_of
from qitao.base.refusal import Refusal, RefusalCode
from qitao.base.sql import SqlRoom
from qitao.people import queries
from qitao.people.values import LAST_ADMINISTRATOR

sql = SqlRoom("qitao.people")


def raise_grants_version() -> None:
    """Make every process forget the rights it knows; later changes of rights wait for this one."""
    sql.run("raise_grants_version")


@contextmanager
def taking_rights() -> Iterator[None]:
    """Refuse `LAST_ADMINISTRATOR` where the block leaves nobody who could give rights back."""
    raise_grants_version()
    before = queries.count_administrators()
    yield
    if before and not queries.count_administrators():
        raise Refusal(LAST_ADMINISTRATOR)


@contextmanager
def unique(**columns: tuple[RefusalCode, dict[str, object]]) -> Iterator[None]:
    """Turn a unique constraint's no into a refusal: `column=(code, evidence)`."""
    try:
        yield
    except IntegrityError as error:
        cause = cause_of(error)
        name = cause.diag.constraint_name if isinstance(cause, errors.UniqueViolation) else None
        for column, (code, evidence) in columns.items():
            if column in (name or ""):
                raise Refusal(code, **evidence) from error
        raise
