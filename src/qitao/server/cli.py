"""The command line: `./qitao COMMAND`. Commands are imported only when they are called."""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer

from qitao.base.refusal import Refusal
from qitao.server.language import choose
from qitao.server.paths import VAR
from qitao.server.spoken import SpokenCommand, SpokenGroup, translate_panels, words
from qitao.server.trouble import EXIT_CODE, Trouble

PACKAGE = "qitao.server.commands"
USE = ("up", "user", "import", "export", "verify-journal")
DEVELOP = ("test", "check", "fix", "bench", "docs", "lock", "shell")
CRASHES = VAR / "crash.log"
BROKEN = 3
INTERRUPTED = 130
REFUSED = 1


def room(command: str) -> str:
    """Return the module of a command; Python's own word gets an underscore: `import_`."""
    name = command.replace("-", "_")
    return f"{PACKAGE}.{name}_" if name == "import" else f"{PACKAGE}.{name}"


class Commands(SpokenGroup):
    """All commands in the order in which a user meets them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (click calls it so)
        """Name the commands that this checkout has."""
        return [name for name in (*USE, *DEVELOP) if find_spec(room(name))]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command that only knows its purpose: enough for the list of all."""
        if cmd_name not in self.list_commands(ctx):
            return None
        panel = words("panel_use" if cmd_name in USE else "panel_develop")
        purpose = words(cmd_name.replace("-", "_"))
        return SpokenCommand(cmd_name, help=purpose, rich_help_panel=panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Import the command that was called."""
        name, found, rest = super().resolve_command(ctx, args)
        if name is None or found is None:
            return name, found, rest
        command = typer.main.get_command(import_module(room(name)).app)
        command.name = name
        return name, command, rest


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=words("about"),
)


@app.callback()
def root() -> None:
    """Take part only so that typer makes a group."""


def _spoken(refusal: Refusal) -> str:
    from qitao.base.texts import say

    key, lang = f"refusal.{refusal.code}", choose()
    parts = (say(key, lang, part, **refusal.evidence) for part in ("", "next"))
    return " ".join(part for part in parts if part)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
    translate_panels()
    try:
        app(args=arguments, prog_name="./qitao", standalone_mode=True)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return EXIT_CODE
    except Refusal as refusal:
        print(_spoken(refusal), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        print(_recorded(error), file=sys.stderr)
        return BROKEN
    return 0


def _recorded(error: Exception) -> Trouble:
    """Write a fault of the program itself to a file; the user gets a line to pass on."""
    VAR.mkdir(exist_ok=True)
    CRASHES.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return Trouble("unexpected", reason=f"{type(error).__name__}: {error}", log=CRASHES)


if __name__ == "__main__":
    sys.exit(main())
