"""Reads a template's folder: template.toml beside the files that its parts name."""

import tomllib
from pathlib import Path
from typing import Any

from qitao.base.refusal import Refusal
from qitao.lowcode.values import PARTS_MAX, TEMPLATE_BROKEN, Part, Template

NEEDED = ("code", "version", "name_zh", "name_en")


def read_template(folder: Path) -> Template:
    """Return the template in `folder`; refuse `TEMPLATE_BROKEN` naming the fault and its place."""
    file = folder / "template.toml"
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise Refusal(TEMPLATE_BROKEN, template=folder.name, fault=str(error)) from error
    missing = [key for key in NEEDED if not content.get(key)]
    if missing:
        raise Refusal(TEMPLATE_BROKEN, template=folder.name, fault=f"{missing}")
    parts = tuple(_parts(folder, content.get("part", [])))
    if len(parts) > PARTS_MAX:
        raise Refusal(TEMPLATE_BROKEN, template=folder.name, fault=f"> {PARTS_MAX} parts")
    return Template(
        code=content["code"],
        version=content["version"],
        name_zh=content["name_zh"],
        name_en=content["name_en"],
        purpose_zh=content.get("purpose_zh", ""),
        purpose_en=content.get("purpose_en", ""),
        parts=parts,
    )


def _parts(folder: Path, rows: list[dict[str, Any]]) -> list[Part]:
    parts = []
    for number, row in enumerate(rows, start=1):
        kind, name = row.get("kind"), row.get("name")
        if not kind or not name:
            raise Refusal(TEMPLATE_BROKEN, template=folder.name, fault=f"part {number}: kind, name")
        content = {key: value for key, value in row.items() if key not in ("kind", "name")}
        parts.append(Part(kind, name, content, folder))
    return parts
