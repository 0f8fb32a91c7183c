"""The kind of template part that flow knows: a BPMN file that is published."""

from typing import Any

from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.flow import queries
from qitao.flow.actions import publish_definition, retire_definition
from qitao.flow.values import DefinitionId
from qitao.lowcode.values import (
    TEMPLATE_BROKEN,
    TEMPLATE_IN_USE,
    Change,
    ChangeKind,
    Part,
    PartKind,
    part_kind,
)


def _xml(part: Part) -> str:
    """Return the BPMN text; refuse `TEMPLATE_BROKEN` where there is no such file."""
    file = part.folder / str(part.content.get("file", ""))
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fault = f"{part.name}: {type(error).__name__}"
        raise Refusal(TEMPLATE_BROKEN, template=part.folder.name, fault=fault) from error


def preview(part: Part) -> Change:
    """Tell whether publishing the file would make a first version, a new one, or change nothing."""
    standing = queries.find_definition(part.name)
    if standing is None:
        return Change("bpmn", part.name, ChangeKind.CREATE)
    same = standing.sha256 == queries.sha256_of(_xml(part))
    return Change("bpmn", part.name, ChangeKind.KEEP if same else ChangeKind.CHANGE)


def install(actor: Actor, part: Part) -> dict[str, Any]:
    """Publish the file; the same file again keeps the version that stands."""
    published = publish_definition(actor=actor, xml=_xml(part))
    return {"definition": published.definition, "key": part.name}


def undo(actor: Actor, left: dict[str, Any]) -> None:
    """Retire the version; refuse `TEMPLATE_IN_USE` while instances run on it."""
    running = queries.count_running(left["definition"])
    if running:
        raise Refusal(TEMPLATE_IN_USE, piece=left["key"], count=running)
    retire_definition(actor=actor, definition=DefinitionId(left["definition"]))


part_kind(PartKind("bpmn", preview, install, undo))
