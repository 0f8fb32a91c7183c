"""What must be done to a database before Qitao works on it; what was done is left alone."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qitao.server import database, first_user, paths, report
from qitao.server.instance import Instance
from qitao.server.progress import Progress, Step

SOURCES = ("*.py", "*.sql", "*.toml", "*.bpmn", "*.yaml", "*.css", "*.js", "*.svg", "*.txt")
MANIFEST = paths.STATIC / "staticfiles.json"


def set_up(
    access: database.Access,
    instance: Instance,
    progress: Progress,
    environment: Mapping[str, str],
    *,
    demo: bool,
) -> list[dict[str, str]]:
    """Migrate, install templates and demo plant or first user; return the demo's log-ins.

    The database itself notes what was done, so that a restored copy is not mistaken for another.
    """
    mark = f"{_fingerprint()} {access.app.user}"
    with database.connected(access.owner) as connection:
        noted = database.read_setup(connection)
        database.claim(connection, access.owner)
    if noted.get("mark") == mark and MANIFEST.exists():
        return list(json.loads(noted.get("logins", "[]")))
    owner = {
        "QITAO_DATABASE_URL": access.owner.url(),
        "QITAO_APP_ROLE": access.app.user if access.guarded else "",
    }
    _run("migrate", instance, progress, {**environment, **owner})
    wanted = noted.get("demo", "yes" if demo else "no")
    result = _run(
        "install", instance, progress, {**environment, "QITAO_DEMO": "1" if wanted == "yes" else ""}
    )
    if not result.get("users", 1):
        admin = first_user.ask(instance, progress)
        _run("admin", instance, progress, {**environment, **admin})
    logins: list[dict[str, str]] = result.get("logins", [])
    with database.connected(access.owner) as connection:
        database.note_setup(connection, "demo", wanted)
        database.note_setup(connection, "logins", json.dumps(logins))
        database.note_setup(connection, "mark", mark)
    return logins


def _run(
    name: str, instance: Instance, progress: Progress, environment: Mapping[str, str]
) -> dict[str, Any]:
    title = "step_demo" if environment.get("QITAO_DEMO") else f"step_{name}"
    with progress.step(title) as step:
        return report.run(
            "qitao.server.prepare",
            name,
            environment=environment,
            log=instance.logs / f"{name}.log",
            heard=lambda event: _show(step, event),
        )


def _show(step: Step, event: dict[str, Any]) -> None:
    if "done" in event:
        step.tell(f"{event['done']}/{event['of']}")
    if "words" in event:
        step.tell(event["words"])


def _fingerprint() -> str:
    """Name the state of program and packages, so that an unchanged one skips the set-up."""
    digest = hashlib.sha256((paths.CHECKOUT / "requirements.lock").read_bytes())
    files: list[Path] = []
    for pattern in SOURCES:
        files += paths.SOURCE.rglob(pattern)
    for file in sorted(files):
        digest.update(str(file.relative_to(paths.SOURCE)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
