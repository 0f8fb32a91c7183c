"""Values of templates and of views of lists: parts, changes, permissions, refusals."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NewType

from pydantic import Field

from qitao.base.actor import Actor, Permission
from qitao.base.refusal import RefusalCode

InstallationId = NewType("InstallationId", int)
ListViewId = NewType("ListViewId", int)

PARTS_MAX = 500
VIEWS_MAX = 60
"""Views of one list that one person sees."""

PageName = Annotated[str, Field(max_length=60, pattern=r"^[a-z_]+\.[a-z_]+$")]
"""A list as the house names it: `area.noun`."""
ViewName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
ViewQuery = Annotated[str, Field(max_length=500, pattern=r"^[^\x00-\x20?#]*$")]
"""Filters and order as they stand in the address of the list."""
ColumnNames = Annotated[
    tuple[Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")], ...], Field(max_length=24)
]


class ChangeKind(StrEnum):
    """What an installation would do to one thing."""

    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a template: its kind names who installs it."""

    kind: str
    name: str
    content: dict[str, Any]
    folder: Path
    """Where files that the content names lie."""


@dataclass(frozen=True, slots=True)
class Template:
    """A package of parts that a plant installs in one step."""

    code: str
    version: str
    name_zh: str
    name_en: str
    purpose_zh: str
    purpose_en: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What installing one part would do."""

    kind: str
    name: str
    change: ChangeKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PartKind:
    """How parts of one kind are previewed, installed and taken back.

    `install` returns what `undo` needs, as JSON; `undo` refuses where the part is in use.
    """

    name: str
    preview: Callable[[Part], Change]
    install: Callable[[Actor, Part], dict[str, Any]]
    undo: Callable[[Actor, dict[str, Any]], None]


PART_KINDS: dict[str, PartKind] = {}


def part_kind(kind: PartKind) -> PartKind:
    """Register a kind of part; a floor does so in its room `parts`."""
    PART_KINDS[kind.name] = kind
    return kind


InstallTemplate = Permission("lowcode.install_template")
ViewTemplate = Permission("lowcode.view_template")
ShareView = Permission("lowcode.share_view")

TOO_MANY_VIEWS = RefusalCode("TOO_MANY_VIEWS")
TEMPLATE_UNKNOWN = RefusalCode("TEMPLATE_UNKNOWN", 404)
TEMPLATE_BROKEN = RefusalCode("TEMPLATE_BROKEN", 422)
TEMPLATE_NOT_INSTALLED = RefusalCode("TEMPLATE_NOT_INSTALLED")
TEMPLATE_IN_USE = RefusalCode("TEMPLATE_IN_USE")
