"""The application's role adds to append-only tables and can do nothing else to them."""

from collections.abc import Iterator

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper

from qitao.server import roles

pytestmark = pytest.mark.django_db
ROLE = "probe_grants"


@pytest.fixture
def cursor() -> Iterator[CursorWrapper]:
    """A session that works as the application's role, inside the test's transaction."""
    with connection.cursor() as session:
        session.execute(f"CREATE ROLE {ROLE}")
        roles.grant(session, ROLE)
        session.execute(f"SET LOCAL ROLE {ROLE}")
        yield session
        session.execute("RESET ROLE")


def refused(cursor: CursorWrapper, statement: str) -> bool:
    """Tell whether the database denies the statement for lack of rights."""
    words = ""
    try:
        with transaction.atomic():
            cursor.execute(statement)
    except ProgrammingError as error:
        words = str(error)
    return "permission denied" in words


def test_every_append_only_table_is_guarded(cursor: CursorWrapper) -> None:
    tables = roles.append_only_tables()
    assert "base_journal" in tables
    for table in tables:
        assert refused(cursor, f"DELETE FROM {table} WHERE false"), table
        assert refused(cursor, f"TRUNCATE {table}"), table
        assert not refused(cursor, f"SELECT 1 FROM {table} WHERE false"), table
        cursor.execute(
            "SELECT has_table_privilege(%s, 'INSERT'), has_any_column_privilege(%s, 'UPDATE')",
            [table, table],
        )
        assert cursor.fetchone() == (True, False), table


def test_the_parts_of_a_partitioned_table_are_guarded_too(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT relid::regclass::text FROM pg_partition_tree('base_journal')")
    parts = [name for (name,) in cursor.fetchall()]
    assert len(parts) > 2
    for part in parts:
        assert refused(cursor, f"DELETE FROM {part} WHERE false"), part


def test_other_tables_can_be_worked_on_but_not_emptied_or_changed(cursor: CursorWrapper) -> None:
    assert not refused(cursor, "DELETE FROM people_user WHERE false")
    assert not refused(cursor, "UPDATE people_user SET name = name WHERE false")
    assert not refused(cursor, "SELECT nextval(pg_get_serial_sequence('people_user', 'id'))")
    assert refused(cursor, "TRUNCATE people_user")
    assert refused(cursor, "DELETE FROM django_migrations")
    with pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute("DROP TABLE people_user")
    with pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute("ALTER TABLE base_journal DISABLE TRIGGER ALL")
