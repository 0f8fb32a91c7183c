"""The set-up steps that need Django, run as processes of their own before the web server starts.

`migrate` runs as the owner of the schema: migrations, rights of the application, static files.
`install` runs as the application: shipped templates, then the demo plant or the first user.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import errors
from pydantic import SecretStr

from qitao.base.actor import Actor, Door
from qitao.base.refusal import Refusal
from qitao.base.texts import LANGS, say
from qitao.server import database, demo, first_user, report, roles
from qitao.server.trouble import Trouble


class CountedMigrate(MigrateCommand):
    """Django's migrate, which tells how far it is."""

    done = 0
    planned = 0

    def migration_progress_callback(self, action: str, *_migration: Any) -> None:
        """Count each migration that was applied."""
        if action == "apply_success":
            self.done += 1
            report.tell(done=self.done, of=self.planned)


FOLDED = {
    "base": ("0002_call", "0003_files"),
    "flow": ("0003_task_asked",),
    "kitting": ("0003_past", "0004_verdict_due"),
    "lowcode": ("0002_views",),
    "quality": ("0002_past", "0003_english_names"),
    "trade": ("0003_past",),
}
"""Migrations from before the first release that are part of `0001_initial` now."""


def migrate() -> dict[str, Any]:
    """Bring the schema to the state of this checkout and give the application its rights."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [database.SETUP_LOCK])
        executor = MigrationExecutor(connection)
        _refuse_newer(executor)
        command = CountedMigrate()
        command.planned = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        call_command(command, interactive=False, verbosity=0)
        role = os.environ.get("QITAO_APP_ROLE")
        if role:
            roles.grant(cursor, role)
    # Files of former versions stay: another Qitao of this checkout may still be serving them.
    call_command("collectstatic", interactive=False, verbosity=0)
    return {"applied": command.done}


def check_current() -> None:
    """Refuse a database whose schema is not the one of this checkout; `./qitao up` upgrades it."""
    executor = MigrationExecutor(connection)
    _refuse_newer(executor)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Trouble("database_behind")


def _refuse_newer(executor: MigrationExecutor) -> None:
    """Refuse a database that a newer Qitao has migrated, or one from amid the first migrations."""
    disk = executor.loader.disk_migrations or {}
    applied = set(executor.loader.applied_migrations)
    # A fresh database counts those that were replaced as applied, too.
    once = [*(set(each.replaces) for each in disk.values() if each.replaces), *_folded()]
    known = set(disk).union(*once)
    ours = {label for label, _ in known}
    if ahead := [key for key in applied if key[0] in ours and key not in known]:
        raise Trouble("database_newer", migration=".".join(max(ahead)))
    for group in once:
        if applied & group and not group <= applied:
            raise Trouble("database_amid", migration=".".join(max(applied & group)))


def _folded() -> list[set[tuple[str, str]]]:
    return [{(floor, name) for name in names} for floor, names in FOLDED.items()]


def install() -> dict[str, Any]:
    """Install the shipped templates, then the demo plant where it is wanted."""
    # Floors can be imported only now that Django is set up.
    from qitao.lowcode.actions import install_template
    from qitao.lowcode.queries import list_templates
    from qitao.people.actions import install_roles

    actor = Actor.system(cause="up", door=Door.CLI)
    install_roles(actor=actor)
    for template in list_templates():
        report.tell(words=template.code)
        install_template(actor=actor, template=template.code)
    logins: list[dict[str, str]] = []
    if os.environ.get("QITAO_DEMO"):
        demo.install_demo(tell=_tell_demo)
        logins = [dict(login) for login in demo.LOGINS]
    return {"logins": logins, "users": get_user_model().objects.count()}


def admin() -> dict[str, Any]:
    """Create the first administrator, named by the variables."""
    from qitao.people.actions import create_administrator

    name = os.environ[first_user.NAME_VARIABLE]
    create_administrator(
        actor=Actor.system(cause="up", door=Door.CLI),
        username=name,
        name=name,
        password=SecretStr(os.environ[first_user.PASSWORD_VARIABLE]),
    )
    return {}


def _in_words(refusal: Refusal) -> dict[str, str]:
    """Return a refusal as sentences in both languages."""
    key = f"refusal.{refusal.code}"
    return {
        f"reason_{lang}": " ".join(
            filter(None, (say(key, lang, part, **refusal.evidence) for part in ("", "next")))
        )
        for lang in LANGS
    }


def _tell_demo(words: str) -> None:
    report.tell(words=words)


STEPS: dict[str, Callable[[], dict[str, Any]]] = {
    "migrate": migrate,
    "install": install,
    "admin": admin,
}


def main() -> None:
    """Run one step; what the user can mend goes up as trouble, the rest ends in the log."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
    try:
        django.setup()
        report.tell(result=STEPS[sys.argv[1]]())
    except Trouble as trouble:
        report.tell(trouble=trouble.name, evidence=trouble.evidence)
    except Refusal as refusal:
        report.tell(trouble=f"{sys.argv[1]}_refused", evidence=_in_words(refusal))
    except (DatabaseError, OSError) as error:
        cause = error.__cause__ or error
        if isinstance(cause, errors.DiskFull) or getattr(error, "errno", None) == 28:
            report.tell(trouble="disk_full", evidence={"path": os.environ.get("QITAO_DATA", "")})
        else:
            raise


if __name__ == "__main__":
    main()
