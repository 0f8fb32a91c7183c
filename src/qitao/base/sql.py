"""Named SQL files: each floor's `sql/*.sql`, run with bound parameters on Django's connection.

They run on the raw psycopg connection: server-side binding and prepared statements, no ORM cost.
A file opens with `-- <purpose>` and `-- index: <names>` (or `-- index: none (<why>)`). What several
statements begin with is a file of its own, which `-- with: <name>` puts before them.

The server plans a statement once per connection and keeps that plan (`plan_cache_mode`), since
planning costs more than running it. Where one plan does not fit all, for filters that may be absent
(`-- plan: custom` in the head), for a given LIMIT and for more than `FEW` rows, the values stand in
the statement.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from time import monotonic
from typing import Any, LiteralString, TypeVar, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from psycopg.errors import Diagnostic
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.rows import RowFactory, RowMaker, args_row, class_row

from qitao.base.once import once
from qitao.base.refusal import NOT_FOUND, Refusal

Row = TypeVar("Row")
Answer = TypeVar("Answer")
FEW = 100
"""Up to so many elements of an array a kept plan is good enough."""

WARNING = "01000"
WAIT_FOR_STANDBY = "SyncRepWaitForLSN"
"""The function of the server that warns of it: its name is the same in every language."""


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One statement with its head: what it is for and which indexes it relies on."""

    name: str
    purpose: str
    indexes: tuple[str, ...]
    custom_plan: bool
    text: LiteralString
    begins_with: str = ""


def parse(name: str, source: str) -> SqlFile:
    """Split a file into its head and its statement; raise `ValueError` without a head."""
    head = [line[2:].strip() for line in source.splitlines() if line.startswith("--")]
    index = next((line[6:].strip() for line in head if line.startswith("index:")), None)
    if not head or index is None:
        raise ValueError(f"sql/{name}.sql: head must have `-- purpose` and `-- index:`")
    names = () if index.startswith("none") else tuple(re.split(r"\s*,\s*", index))
    body = "\n".join(line for line in source.splitlines() if not line.startswith("--"))
    text: LiteralString = body.strip()
    shared = next((line[5:].strip() for line in head if line.startswith("with:")), "")
    custom = "plan: custom" in head or "LIMIT %(" in body
    return SqlFile(name, head[0], names, custom, text, shared)


@cache
def load(package: str, name: str) -> SqlFile:
    """Read `<package>/sql/<name>.sql` once, with what it begins with."""
    source = files(package).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    file = parse(name, source)
    if not file.begins_with:
        return file
    shared = load(package, file.begins_with)
    return replace(
        file, text=f"WITH {shared.name} AS NOT MATERIALIZED (\n{shared.text}\n)\n{file.text}"
    )


def raw_connection() -> psycopg.Connection[Any]:
    """Return psycopg's connection under Django's, inside the same transaction.

    One that broke while it was idle is replaced; one that broke amid a transaction stays broken.
    """
    django = connections[DEFAULT_DB_ALIAS]  # once: each look through the proxy costs
    if django.connection is not None and django.connection.closed and not django.in_atomic_block:
        django.close()
    django.ensure_connection()
    return cast("psycopg.Connection[Any]", django.connection)


@contextmanager
def _confirmed(raw: psycopg.Connection[Any]) -> Iterator[None]:
    """Raise `OperationalError` where a COMMIT was done here and no synchronous standby had it.

    The server has committed, and only warns, when its wait for the standby is cancelled.
    """
    unconfirmed: list[Diagnostic] = []

    def listen(notice: Diagnostic) -> None:
        if notice.sqlstate == WARNING and notice.source_function == WAIT_FOR_STANDBY:
            unconfirmed.append(notice)

    raw.add_notice_handler(listen)
    try:
        yield
    finally:
        raw.remove_notice_handler(listen)
    if unconfirmed:
        raise psycopg.OperationalError(str(unconfirmed[0].message_primary))


def _sent(send: Callable[[psycopg.Connection[Any]], Answer]) -> Answer:
    """Send something to the server; once more on a new connection where the old one was dead."""
    raw = raw_connection()
    idle = raw.info.transaction_status == TransactionStatus.IDLE
    try:
        return send(raw)
    except psycopg.OperationalError:
        if not idle or connection.in_atomic_block or not raw.closed:
            raise
        # It had died while nobody used it, as after a restart of the database.
        return send(raw_connection())


@contextmanager
def one_view() -> Iterator[None]:
    """Let several reads see the database as of one moment; inside a transaction they see that."""
    raw = raw_connection()
    if raw.info.transaction_status != TransactionStatus.IDLE:
        yield
        return
    _sent(lambda raw: raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    raw = raw_connection()
    try:
        yield
    finally:
        if not raw.closed:
            raw.execute("ROLLBACK")  # nothing was written


def _run_at_once(file: SqlFile, params: dict[str, Any], before: str, after: str) -> PGresult:
    """Run a statement together with BEGIN or COMMIT: one round trip, values bound by the client."""
    raw = raw_connection()
    statement = psycopg.ClientCursor(raw).mogrify(file.text, params)
    result = raw.pgconn.exec_(f"{before}{statement}{after}".encode())
    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return result
    if raw.pgconn.status != ConnStatus.OK:
        raise psycopg.OperationalError(raw.pgconn.get_error_message())
    raise psycopg.errors.error_from_result(result)


def rows_of(row: type[Row]) -> RowFactory[Row]:
    """Make a `row` of each row by name; by place, at half the cost, where names are in order."""
    named = class_row(row)
    order = getattr(row, "__match_args__", None)

    def factory(cursor: psycopg.Cursor[Any]) -> RowMaker[Row]:
        if order is None or order != tuple(column.name for column in cursor.description or ()):
            return named(cursor)
        return lambda cells: row(*cells)

    return factory


def text_array(texts: Iterable[str]) -> str:
    """Write texts as an array literal: psycopg looks for each quote in them by itself."""
    return "{" + ",".join(map(quoted, texts)) + "}"


def quoted(text: str) -> str:
    """Write one text as an element of an array literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def containing(text: str) -> str:
    r"""Return the pattern of LIKE for what has the text in it; `%`, `_` and `\` mean themselves."""
    escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


class SqlRoom:
    """The SQL files of one floor: `sql = SqlRoom(__package__)`."""

    def __init__(self, package: str | None) -> None:
        self.package = package or ""

    def _execute(self, name: str, params: dict[str, Any], factory: Any) -> psycopg.Cursor[Any]:
        return _sent(lambda raw: self._send(raw, name, params, factory))

    def _send(
        self, raw: psycopg.Connection[Any], name: str, params: dict[str, Any], factory: Any
    ) -> psycopg.Cursor[Any]:
        file = load(self.package, name)
        if file.custom_plan or any(type(v) is list and len(v) > FEW for v in params.values()):
            cursor = psycopg.ClientCursor(raw, row_factory=factory)
            return cursor.execute(file.text, params)
        return psycopg.Cursor(raw, row_factory=factory).execute(file.text, params)

    def all(self, name: str, row: type[Row], /, **params: Any) -> list[Row]:
        """Return every row as a frozen `row`; the file itself must limit them."""
        with self._execute(name, params, rows_of(row)) as cursor:
            return cursor.fetchall()

    def once(self, name: str, row: type[Row], /, **params: Any) -> list[Row]:
        """Return every row, asked once by all who see the same state of the database.

        For counts over very many rows on pages that follow; moments must be given in whole minutes.
        """
        question = f"{self.package}.{name} {sorted(params.items())}"
        return asked_once(question, lambda: self.all(name, row, **params))

    def find(self, name: str, row: type[Row], /, **params: Any) -> Row | None:
        """Return the first row or None."""
        with self._execute(name, params, rows_of(row)) as cursor:
            return cast("Row | None", cursor.fetchone())

    def one(self, name: str, row: type[Row], /, **params: Any) -> Row:
        """Return the first row; refuse `NOT_FOUND` where there is none."""
        found = self.find(name, row, **params)
        if found is None:
            raise Refusal(NOT_FOUND, query=name, **params)
        return found

    def value(self, name: str, /, **params: Any) -> Any:
        """Return the first column of the first row, None where there is no row."""
        with self._execute(name, params, args_row(lambda *cells: cells)) as cursor:
            found = cursor.fetchone()
        return found[0] if found else None

    def values(self, name: str, /, **params: Any) -> list[Any]:
        """Return the first column of every row."""
        with self._execute(name, params, args_row(lambda *cells: cells[0])) as cursor:
            return cursor.fetchall()

    def run(self, name: str, /, **params: Any) -> int:
        """Run a statement for its effect; return the number of rows it touched."""
        with self._execute(name, params, None) as cursor:
            return cursor.rowcount

    def begin_with(self, name: str, /, **params: Any) -> bool:
        """Begin the transaction with a statement that answers yes or no, in one round trip.

        For calls of SQL functions, whose plans the server keeps: the call itself is parsed anew.
        """
        begun = raw_connection().info.transaction_status != TransactionStatus.IDLE
        file = load(self.package, name)
        return _run_at_once(file, params, "" if begun else "BEGIN; ", "").get_value(0, 0) == b"t"

    def commit_with(self, name: str, /, **params: Any) -> None:
        """Run a statement as the last of the transaction, in one round trip with its COMMIT."""
        connection.validate_no_broken_transaction()
        inside = len(connection.atomic_blocks) > 1  # a test's transaction around this one
        with _confirmed(raw_connection()):
            _run_at_once(load(self.package, name), params, "", "" if inside else "; COMMIT")


BASE = SqlRoom(__package__)


def asked_once(question: str, ask: Callable[[], list[Answer]]) -> list[Answer]:
    """Ask once for all who see the same state of the database; in a transaction always."""
    came = monotonic()
    begun = raw_connection().info.transaction_status != TransactionStatus.IDLE
    if begun or connection.in_atomic_block:
        return ask()
    return once(question, ask, snapshot=BASE.value("snapshot"), came=came)
