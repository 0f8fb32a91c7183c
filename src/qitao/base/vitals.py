"""The signs of life that a page, the command line and the watch ask for: database and jobs."""

from dataclasses import dataclass

from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)


@dataclass(frozen=True, slots=True)
class DatabaseVitals:
    """The server's version and the size of the database."""

    version: str
    bytes: int


@dataclass(frozen=True, slots=True)
class JobVitals:
    """Jobs that wait, jobs that failed, and the seconds that the longest due one has waited.

    `silent` is how many seconds ago a worker gave its last sign of life; None: there is no worker.
    """

    waiting: int
    failed: int
    seconds: int
    silent: int | None


@dataclass(frozen=True, slots=True)
class JournalHeld:
    """For how long readers of the journal wait for a transaction, and the database it is of."""

    seconds: int
    database: str


def get_journal_held() -> JournalHeld:
    """Return how far behind the readers of the journal are: pages, links, jobs."""
    return sql.one("journal_held", JournalHeld)


def get_database_vitals() -> DatabaseVitals:
    """Return what the database says of itself; an error means that it does not answer."""
    return sql.one("database_vitals", DatabaseVitals)


def get_job_vitals() -> JobVitals:
    """Return how the jobs stand."""
    return sql.one("job_vitals", JobVitals)
