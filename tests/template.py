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


def fingerprint() -> str:
    """Return a digest over everything that makes the schema."""
    files = sorted([*SRC.glob("qitao/*/migrations/*.py"), *SRC.glob("qitao/*/sql/schema_*.sql")])
    digest = hashlib.sha256()
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
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(building), sql.Identifier(name)
        )
    )
