"""The command line: `./qitao COMMAND`. Commands are imported only when they are called."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from qitao.base.texts import say
from qitao.server import language
from qitao.server.trouble import EXIT_CODE, Trouble

PACKAGE = "qitao.server.commands"
RUN = ("up", "user", "import", "export", "verify-journal")
BUILD = ("test", "check", "fix", "bench", "docs", "shell")


def room(command: str) -> str:
    """Return the module of a command; Python's own words get an underscore: `import_`."""
    name = command.replace("-", "_")
    return f"{PACKAGE}.{name}_" if name == "import" else f"{PACKAGE}.{name}"


def words(key: str) -> str:
    """Return a sentence of the command line in the user's language."""
    return say(f"server.cli.{key}", language.choose())


def lazy(command: str, panel: str) -> TyperCommand:
    """Return a stand-in that is listed with its purpose without importing the command."""
    return TyperCommand(command, help=words(command.replace("-", "_")), rich_help_panel=panel)


class Commands(TyperGroup):
    """All commands in the order in which a user meets them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (click calls it so)
        """Name the commands that this checkout has."""
        return [name for name in (*RUN, *BUILD) if find_spec(room(name))]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a listing stand-in for the help, the real command to run."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in sys.argv:
            return lazy(cmd_name, words("panel_run" if cmd_name in RUN else "panel_build"))
        command = typer.main.get_command(import_module(room(cmd_name)).app)
        command.name = cmd_name
        return command


def _speak() -> None:
    """Let typer's own words be Chinese where the user's are."""
    if language.choose() == "zh":
        rich_utils.OPTIONS_PANEL_TITLE = "选项"
        rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
        rich_utils.COMMANDS_PANEL_TITLE = "命令"
        rich_utils.ERRORS_PANEL_TITLE = "输入有误"


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, help=words("about"))


@app.callback()
def root() -> None:
    """Take part only so that typer makes a group."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
    _speak()
    try:
        app(args=arguments, prog_name="./qitao", standalone_mode=True)
    except Trouble as trouble:
        for line in trouble.lines():
            print(line, file=sys.stderr)
        return EXIT_CODE
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
