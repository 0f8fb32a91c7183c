"""Faults of the database as the house tells them apart: retry, waited too long, lost."""

from psycopg import DataError, OperationalError, errors
from psycopg import Error as PsycopgError

from qitao.base.refusal import (
    DUPLICATE_ROW,
    REFERENCE_BROKEN,
    VALUE_OUT_OF_RANGE,
    Refusal,
)

RETRYABLE = (errors.DeadlockDetected, errors.SerializationFailure)
LOST = (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow)


def cause_of(error: BaseException) -> BaseException:
    """Return psycopg's error under Django's wrapper."""
    return error.__cause__ if isinstance(error.__cause__, PsycopgError) else error


def may_retry(error: BaseException) -> bool:
    """Tell whether the same transaction may simply be run again."""
    return isinstance(cause_of(error), RETRYABLE)


def is_lock_timeout(error: BaseException) -> bool:
    """Tell whether somebody else held the row for longer than the lock timeout."""
    return isinstance(cause_of(error), errors.LockNotAvailable)


def is_lost(error: BaseException) -> bool:
    """Tell whether the outcome of a commit is not known.

    The connection broke, or no synchronous standby confirmed the commit.
    """
    cause = cause_of(error)
    return isinstance(cause, LOST) or (
        isinstance(cause, OperationalError) and getattr(cause, "sqlstate", None) is None
    )


def refusal_of(error: BaseException) -> Refusal | None:
    """Return the refusal that a database's no amounts to where a verb did not ask before.

    A value that no column holds, a second row of the same name, a row that others need or that is
    not there: faults of the caller. A broken CHECK or NOT NULL is a fault of ours and stays one.
    """
    cause = cause_of(error)
    if not isinstance(cause, PsycopgError):
        return None
    place = cause.diag.column_name or cause.diag.constraint_name or ""
    if isinstance(cause, errors.UniqueViolation):
        return Refusal(DUPLICATE_ROW, constraint=place)
    if isinstance(cause, errors.ForeignKeyViolation):
        return Refusal(REFERENCE_BROKEN, constraint=place)
    if isinstance(cause, DataError):
        return Refusal(VALUE_OUT_OF_RANGE, reason=cause.diag.message_primary or str(cause))
    return None
