"""Commands whose help speaks the user's language throughout."""

from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from qitao.server.language import choose, say

USAGE = (("Usage:", "用法："), ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…"))


def words(name: str) -> str:
    """Return a sentence of the command line."""
    return say("cli", name)


def translate_panels() -> None:
    """Let the frames of the help be Chinese where the user's words are."""
    if choose() == "zh":
        rich_utils.OPTIONS_PANEL_TITLE = "选项"
        rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
        rich_utils.COMMANDS_PANEL_TITLE = "命令"
        rich_utils.ERRORS_PANEL_TITLE = "输入有误"
        rich_utils.DEFAULT_STRING = "[默认 {}]"
        rich_utils.ENVVAR_STRING = "[环境变量 {}]"
        rich_utils.REQUIRED_LONG_STRING = "[必填]"
        rich_utils.RICH_HELP = "用 [blue]'{command_path} {help_option}'[/] 查看用法。"


def _translate(usage: str) -> str:
    if choose() == "zh":
        for english, chinese in USAGE:
            usage = usage.replace(english, chinese)
    return usage


class SpokenCommand(TyperCommand):
    """One command."""

    def get_usage(self, ctx: Any) -> str:
        """Return the usage line."""
        return _translate(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return the `--help` option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words("help")
        return option


class SpokenGroup(TyperGroup):
    """A command with commands below it."""

    def get_usage(self, ctx: Any) -> str:
        """Return the usage line."""
        return _translate(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return the `--help` option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words("help")
        return option
