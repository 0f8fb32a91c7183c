"""Reads of templates: those that ship with the house and what is installed."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.lowcode.rules import read_template
from qitao.lowcode.values import PART_KINDS, TEMPLATE_BROKEN, TEMPLATE_UNKNOWN, Change, Template

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
