"""Faults of the database as the house tells them apart: retry, waited too long, lost."""

from psycopg import Error as PsycopgError
from psycopg import OperationalError, errors

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
    """Tell whether the connection broke, so that the outcome of a commit is not known."""
    cause = cause_of(error)
    return isinstance(cause, LOST) or (
        isinstance(cause, OperationalError) and getattr(cause, "sqlstate", None) is None
    )
