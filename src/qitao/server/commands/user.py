"""`./qitao user`: for whoever reaches the machine: create people, reset their access, list them."""

import getpass
import sys
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table

from qitao.server.attach import attached
from qitao.server.language import say
from qitao.server.spoken import SpokenCommand, SpokenGroup, words

if TYPE_CHECKING:
    from qitao.base.ids import UserId

app = typer.Typer(cls=SpokenGroup, help=words("user"), no_args_is_help=True, add_completion=False)
DATA = typer.Option(None, envvar="QITAO_DATA", help=words("data"))
DATABASE = typer.Option(None, envvar="QITAO_DATABASE", help=words("database"))
USERNAME = typer.Argument(help=words("user_name"))


@app.command("create", cls=SpokenCommand, help=words("user_create"))
def create(
    username: str = USERNAME,
    name: str = typer.Option("", help=words("user_full_name")),
    admin: bool = typer.Option(False, "--admin", help=words("user_admin")),
    data: str | None = DATA,
    database: str | None = DATABASE,
) -> None:
    """Create a person's account."""
    with attached(data=data, address=database):
        from pydantic import SecretStr

        from qitao.base.actor import Actor, Door
        from qitao.people import actions

        verb = actions.create_administrator if admin else actions.create_user
        made = verb(
            actor=Actor.system(cause="user create", door=Door.CLI),
            username=username,
            name=name or username,
            password=SecretStr(_read_password()),
        )
    print(say("user", "created", username=made.username))


@app.command("password", cls=SpokenCommand, help=words("user_password"))
def password(
    username: str = USERNAME, data: str | None = DATA, database: str | None = DATABASE
) -> None:
    """Give a person a new password."""
    with attached(data=data, address=database):
        from pydantic import SecretStr

        from qitao.base.actor import Actor, Door
        from qitao.people import actions

        actions.set_password(
            actor=Actor.system(cause="user password", door=Door.CLI),
            user=_find(username),
            password=SecretStr(_read_password()),
        )
    print(say("user", "changed", username=username.lower()))


@app.command("reset-second-step", cls=SpokenCommand, help=words("user_second_step"))
def reset_second_step(
    username: str = USERNAME, data: str | None = DATA, database: str | None = DATABASE
) -> None:
    """Take away the second factor of a person who has lost his phone."""
    with attached(data=data, address=database):
        from qitao.base.actor import Actor, Door
        from qitao.people import actions

        actions.reset_totp(
            actor=Actor.system(cause="user reset-second-step", door=Door.CLI), user=_find(username)
        )
    print(say("user", "second_step_reset", username=username.lower()))


@app.command("list", cls=SpokenCommand, help=words("user_list"))
def list_(data: str | None = DATA, database: str | None = DATABASE) -> None:
    """List people with their posts."""
    with attached(data=data, address=database):
        from qitao.people import queries

        rows = queries.list_users()
    table = Table(box=None, pad_edge=False)
    for title in ("username", "full_name", "posts", "active"):
        table.add_column(say("user", title))
    for row in rows:
        table.add_row(row.username, row.name, "、".join(row.posts), "✓" if row.active else "")
    Console().print(table)


def _find(username: str) -> "UserId":
    """Return the person of that log-in; say so and end where there is none."""
    from qitao.base.ids import UserId
    from qitao.people import queries

    found = queries.find_user_by_username(username.lower())
    if found is None:
        print(say("user", "unknown", username=username), file=sys.stderr)
        raise typer.Exit(1)
    return UserId(found.id)


def _read_password() -> str:
    """Ask twice on a terminal; elsewhere take the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    while True:
        first = getpass.getpass(say("user", "ask"))
        if first == getpass.getpass(say("user", "again")):
            return first
        print(say("user", "differs"), file=sys.stderr)
