"""Reads of templates (shipped and installed) and of people's views of lists."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from qitao.base.ids import UserId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.lowcode.models import ListChoice, ListView
from qitao.lowcode.rules import read_template
from qitao.lowcode.values import (
    PART_KINDS,
    TEMPLATE_BROKEN,
    TEMPLATE_UNKNOWN,
    VIEWS_MAX,
    Change,
    ListViewId,
    Template,
)
from qitao.people.queries import list_roles_held
from qitao.people.values import RoleId

sql = SqlRoom(__package__)
HOUSE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class InstallationRow:
    """One installation that stands."""

    id: int
    template: str
    version: str
    installed_at: datetime


@dataclass(frozen=True, slots=True)
class PartRow:
    """One installed part with what its undo needs."""

    kind: str
    name: str
    undo: dict[str, Any]

    def __post_init__(self) -> None:
        if isinstance(self.undo, str):  # Django's connection hands JSON out as text
            object.__setattr__(self, "undo", json.loads(self.undo))


@cache
def list_templates() -> tuple[Template, ...]:
    """Return every template that ships with the house (`<floor>/templates/<code>/`)."""
    folders = sorted(file.parent for file in HOUSE.glob("*/templates/*/template.toml"))
    return tuple(read_template(folder) for folder in folders)


def get_template(code: str) -> Template:
    """Return one template; refuse `TEMPLATE_UNKNOWN`."""
    for template in list_templates():
        if template.code == code:
            return template
    known = [template.code for template in list_templates()]
    raise Refusal(TEMPLATE_UNKNOWN, template=code, known=known)


def preview_template(code: str) -> tuple[Change, ...]:
    """Return what installing the template would create, change or keep; nothing is written."""
    template = get_template(code)
    unknown = sorted({part.kind for part in template.parts} - PART_KINDS.keys())
    if unknown:
        raise Refusal(TEMPLATE_BROKEN, template=code, fault=f"kind: {', '.join(unknown)}")
    return tuple(PART_KINDS[part.kind].preview(part) for part in template.parts)


def list_installations() -> list[InstallationRow]:
    """Return the installations that stand, by template."""
    return sql.all("list_installations", InstallationRow)


def lock_installation(code: str) -> InstallationRow | None:
    """Lock the standing installation of a template, if there is one."""
    return sql.find("lock_installation", InstallationRow, template=code)


def list_parts(installation: int) -> list[PartRow]:
    """Return the parts of an installation, last first: the order in which they are taken back."""
    return sql.all("list_parts", PartRow, installation=installation)


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view of a list: one's own, or one that is shared with a role that one holds."""

    id: ListViewId
    name: str
    query: str
    columns: str
    own: bool
    owner_name: str
    role: RoleId | None
    role_name: str | None
    role_name_en: str | None
    first: bool
    """Whether the list opens with it."""


def list_views(user: UserId, page: str) -> list[ViewRow]:
    """Return the views of a list that a person sees, the own ones first, by name."""
    roles = [held.role for held in list_roles_held([user])]
    return sql.all("list_views", ViewRow, user=user, page=page, roles=roles, limit=VIEWS_MAX)


def find_columns(user: UserId, page: str) -> tuple[str, ...]:
    """Return the columns that a person has chosen for a list; none where they are the usual."""
    found: str | None = sql.value("find_columns", user=user, page=page)
    return tuple(found.split(",")) if found else ()


def lock_view(view: ListViewId) -> ListView:
    """Lock a view; refuse `NOT_FOUND`."""
    row = ListView.objects.select_for_update().filter(pk=view).first()
    if row is None:
        raise Refusal(NOT_FOUND, noun="list_view", id=view)
    return row


def lock_choice(user: UserId, page: str) -> ListChoice:
    """Lock what a person has chosen for a list; an empty choice is made where there is none."""
    ListChoice.objects.bulk_create([ListChoice(user_id=user, page=page)], ignore_conflicts=True)
    return ListChoice.objects.select_for_update().get(user_id=user, page=page)
