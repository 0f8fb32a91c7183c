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
    from datetime import datetime

    from qitao.base.ids import UserId
    from qitao.people.values import ApiTokenId

app = typer.Typer(cls=SpokenGroup, help=words("user"), no_args_is_help=True, add_completion=False)
tokens = typer.Typer(cls=SpokenGroup, help=words("user_token"), no_args_is_help=True)
app.add_typer(tokens, name="token")
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
    Console(markup=False).print(table)


@tokens.command("issue", cls=SpokenCommand, help=words("user_token_issue"))
def issue_token(
    username: str = USERNAME,
    name: str = typer.Option(..., help=words("user_token_name")),
    days: int | None = typer.Option(None, min=1, max=3_650, help=words("user_token_days")),
    data: str | None = DATA,
    database: str | None = DATABASE,
) -> None:
    """Issue an API token for a person and print it, once."""
    with attached(data=data, address=database):
        from qitao.base.actor import Actor, Door
        from qitao.people import actions

        issued = actions.issue_token(
            actor=Actor.system(cause="user token issue", door=Door.CLI),
            user=_find(username),
            name=name,
            days=days,
        )
    print(say("user", "token_once"), file=sys.stderr)
    print(issued.token.get_secret_value() if issued.token else "")


@tokens.command("revoke", cls=SpokenCommand, help=words("user_token_revoke"))
def revoke_token(
    prefix: str = typer.Argument(help=words("user_token_prefix")),
    data: str | None = DATA,
    database: str | None = DATABASE,
) -> None:
    """Revoke the living token that begins so."""
    with attached(data=data, address=database):
        from qitao.base.actor import Actor, Door
        from qitao.people import actions

        actions.revoke_token(
            actor=Actor.system(cause="user token revoke", door=Door.CLI),
            api_token=_find_token(prefix),
        )
    print(say("user", "token_revoked", prefix=prefix))


@tokens.command("list", cls=SpokenCommand, help=words("user_token_list"))
def list_tokens(data: str | None = DATA, database: str | None = DATABASE) -> None:
    """List living tokens: whose, for what, last used."""
    with attached(data=data, address=database):
        from qitao.base.paging import PAGE_MAX, Ask
        from qitao.people import queries

        rows = queries.list_tokens(Ask(limit=PAGE_MAX), living=True)
    table = Table(box=None, pad_edge=False)
    for title in ("token_prefix", "token_name", "full_name", "token_used", "token_ends"):
        table.add_column(say("user", title))
    for row in rows:
        table.add_row(
            row.prefix, row.name, row.user_name, _day(row.last_used_at), _day(row.expires_at)
        )
    Console(markup=False).print(table)


def _day(moment: "datetime | None") -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else ""


def _find_token(prefix: str) -> "ApiTokenId":
    """Return the one living token that begins so; say so and end where it is none or several."""
    from qitao.base.paging import PAGE_MAX, Ask
    from qitao.people import queries

    rows = queries.list_tokens(Ask(limit=PAGE_MAX), living=True)
    found = [row.id for row in rows if prefix and row.prefix.startswith(prefix)]
    if len(found) != 1:
        print(say("user", "token_unknown", prefix=prefix), file=sys.stderr)
        raise typer.Exit(1)
    return found[0]


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
