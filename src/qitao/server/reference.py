"""The reference, written from the code: verbs and lists, permissions, refusals, checks, commands.

`./qitao docs` writes it, a tidy test fails where it is stale. Nothing in it is written by hand.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from qitao.api.operation import Operation
from qitao.api.routes import list_operations
from qitao.base.actor import PERMISSIONS
from qitao.base.checks import CHECKS
from qitao.base.refusal import CODES
from qitao.base.texts import LANGS, load, of_many, say
from qitao.people.queries import list_shipped_roles
from qitao.people.values import UseOwnAccount
from qitao.server import language
from qitao.server.cli import DEVELOP, USE
from qitao.server.paths import CHECKOUT

OWN = "qitao."
Page = Callable[[str], Iterator[str]]


def words(name: str, lang: str) -> str:
    """Return a word of the reference itself."""
    return language.say("reference", name, lang)


def cell(text: str) -> str:
    """Write a text into a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell(text) for text in row) + " |"
    yield ""


def operations() -> list[Operation]:
    """Return every operation of the house, in the order of their addresses."""
    own = (each for each in list_operations() if _is_own(each))
    return sorted(own, key=lambda each: (_floor(each), each.method == "GET", each.path))


def _is_own(operation: Any) -> bool:
    verb = getattr(operation, "verb", None)
    return verb is None or verb.function.__module__.startswith(OWN)


def _floor(operation: Operation) -> str:
    return operation.path.removeprefix("v1/").split("/")[0]


def list_verbs(lang: str) -> Iterator[str]:
    """Every verb and list, floor by floor, with what it takes and the right it asks for."""
    heads = [words(name, lang) for name in ("call", "does", "takes", "right")]
    for floor, found in groupby(operations(), key=_floor):
        yield f"## {floor}"
        yield ""
        yield from table(heads, (_operation(each, lang) for each in found))


def _operation(operation: Operation, lang: str) -> Sequence[str]:
    name = operation.path.removeprefix("v1/").replace("/", ".", 1)
    does = operation.purpose.split("\n\n")[0]
    if lang == "zh":
        does = say(f"{'verb' if operation.method == 'POST' else 'read'}.{name}", lang)
    fields = operation.given.model_fields if operation.method == "POST" else {}
    taken = ", ".join(_field(field, of) for field, of in fields.items())
    return (
        f"`{operation.method} /api/{operation.path}`",
        does,
        taken or "–",
        f"`{operation.permission}`",
    )


def _field(name: str, field: FieldInfo) -> str:
    kind = type_name(field.annotation)
    return f"`{name}` {kind}" if field.is_required() else f"`{name}`? {kind}"


def type_name(hint: Any) -> str:
    """Return a type as people write it: `MaterialId`, `list of MoveLine`, `text`."""
    usual = {"str": "text", "int": "number", "Decimal": "decimal", "bool": "yes/no"}
    if get_origin(hint) is Annotated:
        return type_name(get_args(hint)[0])
    inner = [each for each in get_args(hint) if each not in (type(None), Ellipsis)]
    if get_origin(hint) is tuple and inner:
        return f"list of {type_name(inner[0])}"
    if inner:
        return " or ".join(dict.fromkeys(type_name(each) for each in inner))
    name = getattr(hint, "__name__", str(hint))
    return usual.get(name, name)


def list_permissions(lang: str) -> Iterator[str]:
    """Every right in words, and which shipped roles hold it."""
    roles = list_shipped_roles()
    names = {role.code: role.name if lang == "zh" else role.name_en for role in roles}
    codes = sorted(code for code in PERMISSIONS if f"permission.{code}" in load())
    heads = [words(name, lang) for name in ("right", "means", "roles")]
    holders = {
        code: [names[role.code] for role in roles if code in role.permissions] for code in codes
    }
    everybody = words("everybody", lang)
    yield from table(
        heads,
        (
            (
                f"`{code}`",
                say(f"permission.{code}", lang),
                everybody if code == UseOwnAccount else ", ".join(holders[code]),
            )
            for code in codes
        ),
    )


def list_refusals(lang: str) -> Iterator[str]:
    """Every refusal: what it says and what to do next."""
    heads = [words(name, lang) for name in ("code", "status", "says", "next")]
    known = [CODES[code] for code in sorted(CODES) if f"refusal.{code}" in load()]
    rows = (
        (
            f"`{code}`",
            str(code.status),
            of_many(load()[f"refusal.{code}"][lang]),
            of_many(load()[f"refusal.{code}"].get(f"{lang}_next", "–")),
        )
        for code in known
    )
    yield from table(heads, rows)


def list_checks(lang: str) -> Iterator[str]:
    """Every check: the sentence that should hold."""
    heads = [words(name, lang) for name in ("check", "holds")]
    own = [check for _, check in sorted(CHECKS.items()) if check.run.__module__.startswith(OWN)]
    yield from table(
        heads, ((f"`{check.name}`", say(f"check.{check.name}", lang)) for check in own)
    )


def list_commands(lang: str) -> Iterator[str]:
    """Every command with its purpose; `--help` tells its options."""
    heads = [words(name, lang) for name in ("command", "does")]
    names = (*USE, *DEVELOP)
    rows = (
        (f"`./qitao {name}`", language.say("cli", name.replace("-", "_"), lang)) for name in names
    )
    yield from table(heads, rows)


PAGES: dict[str, Page] = {
    "verbs": list_verbs,
    "permissions": list_permissions,
    "refusals": list_refusals,
    "checks": list_checks,
    "commands": list_commands,
}


def pages() -> dict[Path, str]:
    """Return the whole reference: file by file, its text."""
    return {
        CHECKOUT / "docs" / lang / "reference" / f"{name}.md": "\n".join(
            [f"# {words(name, lang)}", "", words("written", lang), "", *page(lang)]
        ).rstrip()
        + "\n"
        for lang in LANGS
        for name, page in PAGES.items()
    }
