"""The verbs of templates: install, take back."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.lowcode import queries
from qitao.lowcode.models import Installation, InstalledPart
from qitao.lowcode.values import (
    PART_KINDS,
    TEMPLATE_NOT_INSTALLED,
    InstallationId,
    InstallTemplate,
)


@dataclass(frozen=True, slots=True)
class TemplateInstalled:
    """What an installation did; `changed` is False where the same version stood already."""

    installation: InstallationId
    template: str
    version: str
    parts: int
    changed: bool


@dataclass(frozen=True, slots=True)
class TemplateUndone:
    """How many parts were taken back."""

    template: str
    parts: int


@action(permission=InstallTemplate, shared=True)
def install_template(*, actor: Actor, template: str) -> TemplateInstalled:
    """Install a template that ships with the house, all of its parts or none.

    Guarantees that installing the same version again changes nothing. Refuses
    `TEMPLATE_UNKNOWN`, `TEMPLATE_BROKEN` and whatever a part's own floor refuses.
    """
    queries.preview_template(template)
    found = queries.get_template(template)
    standing = queries.lock_installation(template)
    if standing is not None and standing.version == found.version:
        return TemplateInstalled(
            InstallationId(standing.id), template, found.version, len(found.parts), False
        )
    if standing is not None:
        Installation.objects.filter(pk=standing.id).update(undone_at=clock.now())
    installation = Installation.objects.create(
        template=template, version=found.version, installed_by=actor.user
    )
    InstalledPart.objects.bulk_create(
        InstalledPart(
            installation=installation,
            position=position,
            kind=part.kind,
            name=part.name,
            undo=PART_KINDS[part.kind].install(actor, part),
        )
        for position, part in enumerate(found.parts)
    )
    return TemplateInstalled(
        InstallationId(installation.pk), template, found.version, len(found.parts), True
    )


@action(permission=InstallTemplate, shared=True)
def undo_template(*, actor: Actor, template: str) -> TemplateUndone:
    """Take a template back, last part first, all of its parts or none.

    Refuses `TEMPLATE_NOT_INSTALLED`, and `TEMPLATE_IN_USE` where work runs on one of its parts.
    """
    standing = queries.lock_installation(template)
    if standing is None:
        raise Refusal(TEMPLATE_NOT_INSTALLED, template=template)
    parts = queries.list_parts(standing.id)
    for part in parts:
        PART_KINDS[part.kind].undo(actor, part.undo)
    Installation.objects.filter(pk=standing.id).update(undone_at=clock.now())
    return TemplateUndone(template, len(parts))
