"""The database before Django sees it: is it fit, which roles exist, what was already set up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import psycopg
from psycopg import errors, sql

from qitao.server.dsn import Dsn
from qitao.server.postgres import Cluster
from qitao.server.postgres.cluster import SUPERUSER
from qitao.server.trouble import Trouble

VERSION_MIN = 15
CONNECT_SECONDS_MAX = 10
NAME = "qitao"
APP_SUFFIX = "_app"
APP_SETTINGS = {"lock_timeout": "2s", "idle_in_transaction_session_timeout": "60s"}
SETUP_LOCK = 7_140_251

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Access:
    """How the house reaches its database: as the owner to migrate, as the app to work."""

    owner: Dsn
    app: Dsn

    @property
    def guarded(self) -> bool:
        """Tell whether the application has a role of its own, with fewer rights."""
        return self.owner.user != self.app.user


@contextmanager
def connected(dsn: Dsn) -> Iterator[Connection]:
    """Open an autocommit connection for set-up statements; a fault becomes one clear line."""
    try:
        connection = psycopg.connect(
            dsn.url(),
            autocommit=True,
            connect_timeout=CONNECT_SECONDS_MAX,
            application_name=NAME,
            client_encoding="UTF8",
        )
    except psycopg.Error as error:
        raise explain(error, dsn) from error
    with connection:
        yield connection


def explain(error: psycopg.Error, dsn: Dsn) -> Trouble:
    """Turn a failed connection into the line that says what to mend."""
    words = str(error)
    where = dsn.shown()
    name = dsn.name
    if "password authentication failed" in words or "no password supplied" in words:
        return Trouble("dsn_password", dsn=where, user=dsn.user)
    if f'database "{name}" does not exist' in words:
        return Trouble("dsn_no_database", dsn=where, database=name, user=dsn.user)
    if f'role "{dsn.user}" does not exist' in words:
        return Trouble("dsn_no_role", dsn=where, user=dsn.user)
    if "no pg_hba.conf entry" in words:
        return Trouble("dsn_not_allowed", dsn=where)
    if "too many connections" in words or "remaining connection slots" in words:
        return Trouble("dsn_too_many", dsn=where)
    # libpq adds its questions ("Is the server running …?") as indented lines below the reason.
    said = [line for line in words.strip().splitlines() if not line.startswith("\t")]
    reason = said[-1].rstrip(".") if said else type(error).__name__
    return Trouble("dsn_unreachable", dsn=where, reason=reason)


def one(connection: Connection, query: str, *arguments: object) -> tuple[object, ...]:
    """Return the single row of a set-up query."""
    row = connection.execute(query.encode(), arguments or None).fetchone()
    if row is None:
        raise LookupError(query)
    return row


def prepare_embedded(cluster: Cluster, superuser: str, *, owner: str, app: str) -> Access:
    """Make the roles and the database in our own cluster; return how to reach them."""
    root = Dsn(cluster.host, cluster.port, "postgres", SUPERUSER, superuser)
    with connected(root) as connection:
        ensure_role(connection, NAME, owner)
        ensure_role(connection, NAME + APP_SUFFIX, app)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'qitao'").fetchone():
            connection.execute(
                "CREATE DATABASE qitao OWNER qitao TEMPLATE template0 ENCODING 'UTF8'"
            )
            connection.execute("REVOKE ALL ON DATABASE qitao FROM PUBLIC")
            connection.execute("GRANT CONNECT, TEMPORARY ON DATABASE qitao TO qitao_app")
    access = replace(root, name=NAME, user=NAME, password=owner)
    return Access(access, replace(access, user=NAME + APP_SUFFIX, password=app))


def prepare_own(owner: Dsn, app_password: str) -> Access:
    """Check a server of the user's own and make the application's role where we may.

    Where we may not, the application works as the owner of the tables: `guarded` is False.
    """
    app = replace(owner, user=owner.user + APP_SUFFIX, password=app_password)
    with connected(owner) as connection:
        check_fit(connection, owner)
        try:
            ensure_role(connection, app.user, app_password)
        except errors.InsufficientPrivilege:
            return Access(owner, owner)
        connection.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(owner.name), sql.Identifier(app.user)
            )
        )
    with connected(app):
        return Access(owner, app)


def check_fit(connection: Connection, dsn: Dsn) -> None:
    """Refuse a database that Qitao cannot work in, naming the remedy."""
    version = connection.info.server_version
    if version < VERSION_MIN * 10_000:
        raise Trouble("dsn_old", have=version // 10_000, need=VERSION_MIN)
    standby, encoding, creates_schema, creates_table = one(
        connection,
        "SELECT pg_is_in_recovery(), current_setting('server_encoding'), "
        "has_database_privilege(current_database(), 'CREATE'), "
        "has_schema_privilege('public', 'CREATE')",
    )
    if standby:
        raise Trouble("dsn_standby", dsn=dsn.shown())
    if encoding != "UTF8":
        raise Trouble("dsn_encoding", have=encoding, database=dsn.name, user=dsn.user)
    if not creates_schema or not creates_table:
        raise Trouble("dsn_rights", database=dsn.name, user=dsn.user)


def ensure_role(connection: Connection, name: str, password: str) -> None:
    """Make a log-in role with that password and the limits of an application."""
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone()
    verb = "ALTER ROLE {} LOGIN PASSWORD {}" if exists else "CREATE ROLE {} LOGIN PASSWORD {}"
    connection.execute(sql.SQL(verb).format(sql.Identifier(name), sql.Literal(password)))
    if name.endswith(APP_SUFFIX):
        for setting, value in APP_SETTINGS.items():
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(name), sql.Identifier(setting), sql.Literal(value)
                )
            )


def read_setup(connection: Connection) -> dict[str, str]:
    """Return what former starts have noted in the database itself, {} in a fresh one."""
    if one(connection, "SELECT to_regclass('public.server_setup') IS NULL")[0]:
        return {}
    rows = connection.execute("SELECT key, value FROM public.server_setup").fetchall()
    return {str(key): str(value) for key, value in rows}


def claim(connection: Connection, dsn: Dsn) -> None:
    """Mark the database as Qitao's; refuse one that holds another program's tables."""
    mine, tables = one(
        connection,
        "SELECT to_regclass('public.server_setup') IS NOT NULL, "
        "(SELECT count(*) FROM pg_tables WHERE schemaname = 'public')",
    )
    if not mine and tables:
        raise Trouble("dsn_not_empty", database=dsn.name, user=dsn.user)
    if not mine:
        note_setup(connection, "begun", datetime.now(UTC).isoformat())


def note_setup(connection: Connection, key: str, value: str) -> None:
    """Note in the database that a step of the set-up is done; a restored copy knows it too."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS public.server_setup (key text PRIMARY KEY, value text NOT NULL)"
    )
    connection.execute(
        "INSERT INTO public.server_setup (key, value) VALUES (%s, %s) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
