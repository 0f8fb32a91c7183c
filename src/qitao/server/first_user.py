"""Who is the first administrator of an empty Qitao: asked at the terminal, or told by variables.

Without either, a random password is written to a file that only the starter can read.
"""

import getpass
import os
import secrets
import sys

from qitao.server.instance import Instance
from qitao.server.progress import Progress

NAME_VARIABLE = "QITAO_ADMIN"
PASSWORD_VARIABLE = "QITAO_ADMIN_PASSWORD"  # noqa: S105 (a variable's name)
DEFAULT_NAME = "admin"
PASSWORD_CHARS_MIN = 8
PASSWORD_BYTES = 12
PASSWORD_FILE = "first-admin"  # noqa: S105 (a file's name)


def ask(instance: Instance, progress: Progress) -> dict[str, str]:
    """Return the variables that name the first administrator and the password."""
    name = os.environ.get(NAME_VARIABLE, "")
    password = os.environ.get(PASSWORD_VARIABLE, "")
    if not password and sys.stdin.isatty():
        name, password = _ask_person(progress, name or DEFAULT_NAME)
    name = name or DEFAULT_NAME
    if not password:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        file = instance.keep_secret(PASSWORD_FILE, f"{name}\n{password}\n")
        progress.notice("admin", username=name, file=file)
    return {NAME_VARIABLE: name, PASSWORD_VARIABLE: password}


def _ask_person(progress: Progress, proposed: str) -> tuple[str, str]:
    progress.line(progress.say("ask_admin"))
    name = input(progress.say("ask_name", proposed=proposed)).strip() or proposed
    while True:
        password = getpass.getpass(progress.say("ask_password", length=PASSWORD_CHARS_MIN))
        if len(password) < PASSWORD_CHARS_MIN:
            progress.line(progress.say("password_short", length=PASSWORD_CHARS_MIN), "yellow")
        elif password != getpass.getpass(progress.say("ask_again")):
            progress.line(progress.say("password_differs"), "yellow")
        else:
            return name, password
