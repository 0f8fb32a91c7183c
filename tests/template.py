"""Test databases are copies of one template per state of the schema: migrated once, cloned fast."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

SRC = Path(__file__).resolve().parents[1] / "src"
LOCK = 20_261_122
KEPT = ("django_migrations", "django_content_type", "auth_permission", "people_grantsversion")
TABLES = """
SELECT format('%%I', relname) FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT relispartition
    AND relname <> ALL (%s)
"""
EMPTYING = """
CREATE SCHEMA testing;
CREATE FUNCTION testing.empty_all_tables() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    {deletions}
    PERFORM setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename <> ALL ({kept});
    UPDATE people_grantsversion SET version = version + 1000;
END $$
"""
"""One function, so that a session plans its 130 questions once; its guards must be asleep. DELETE,
since TRUNCATE makes new files for each table and its indexes."""


def fingerprint() -> str:
    """Return a digest over everything that makes the schema."""
    files = sorted([*SRC.glob("qitao/*/migrations/*.py"), *SRC.glob("qitao/*/sql/schema_*.sql")])
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def with_database(dsn: str, name: str) -> str:
    """Return the DSN with another database."""
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


def clone(dsn: str, name: str) -> None:
    """Make `name` a fresh copy of the template on the server of `dsn` (a superuser's)."""
    with psycopg.connect(dsn, autocommit=True) as server:
        template = ensure(server, dsn)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def drop(dsn: str, name: str) -> None:
    """Drop a test database."""
    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(sql.Identifier(name)))


def ensure(server: "psycopg.Connection[tuple[object, ...]]", dsn: str) -> str:
    """Return the name of the template, migrating it first where it is not there yet."""
    name = f"qitao_template_{fingerprint()}"
    server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found is None:
            _migrate(server, dsn, name)
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


def _migrate(server: "psycopg.Connection[tuple[object, ...]]", dsn: str, name: str) -> None:
    building = f"{name}_building"
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(sql.Identifier(building)))
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(building))
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "qitao.server.settings",
        "PYTHONPATH": str(SRC),
        "QITAO_DATABASE_URL": with_database(dsn, building),
        "QITAO_SECRET_KEY": "only-for-tests",
    }
    environment.pop("QITAO_TEST_DATABASE", None)
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity=0"],
        env=environment,
        check=True,
    )
    with psycopg.connect(with_database(dsn, building)) as made:
        _write_emptying(made)
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(building), sql.Identifier(name)
        )
    )


def _write_emptying(made: "psycopg.Connection[tuple[object, ...]]") -> None:
    tables = made.execute(TABLES, [list(KEPT)]).fetchall()
    deletions = "\n".join(
        f"IF EXISTS (SELECT FROM {name}) THEN DELETE FROM {name}; END IF;" for (name,) in tables
    )
    kept = "'{" + ",".join(f"{name}_id_seq" for name in KEPT) + "}'"
    made.execute(EMPTYING.replace("{deletions}", deletions).replace("{kept}", kept).encode())
