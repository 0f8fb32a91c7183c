"""The verbs of templates (install, take back) and of people's views of lists."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.lowcode import queries
from qitao.lowcode.models import Installation, InstalledPart, ListView
from qitao.lowcode.values import (
    PART_KINDS,
    TEMPLATE_NOT_INSTALLED,
    TOO_MANY_VIEWS,
    VIEWS_MAX,
    ColumnNames,
    InstallationId,
    InstallTemplate,
    ListViewId,
    PageName,
    ShareView,
    ViewName,
    ViewQuery,
)
from qitao.people.queries import list_roles_held
from qitao.people.values import RoleId, UseOwnAccount


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


@dataclass(frozen=True, slots=True)
class ViewSaved:
    """A view of a list as it is kept now."""

    list_view: ListViewId


@dataclass(frozen=True, slots=True)
class ListChosen:
    """The list whose columns or first view were chosen."""

    page: str


@action(permission=UseOwnAccount)
def save_view(
    *,
    actor: Actor,
    page: PageName,
    name: ViewName,
    query: ViewQuery = "",
    columns: ColumnNames = (),
    role: RoleId | None = None,
) -> ViewSaved:
    """Keep a list as it is filtered, sorted and laid out now, for oneself or for a role, too.

    Guarantees that one's own view of that name and list is replaced. To share it takes
    `lowcode.share_view` and the role itself: a view is shared among those who do the same work.
    Refuses `TOO_MANY_VIEWS`, `NOT_FOUND` for a role that one does not hold.
    """
    if role is not None:
        actor.check(ShareView)
        if role not in {each.role for each in list_roles_held([actor.user])}:
            raise Refusal(NOT_FOUND, noun="role", id=role)
    others = ListView.objects.filter(page=page, owner_id=actor.user).exclude(name=name)
    if others.count() >= VIEWS_MAX:
        raise Refusal(TOO_MANY_VIEWS, count=VIEWS_MAX)
    row, _ = ListView.objects.update_or_create(
        page=page,
        owner_id=actor.user,
        name=name,
        defaults={
            "query": query,
            "columns": ",".join(columns),
            "role_id": role,
            "saved_at": clock.now(),
        },
    )
    return ViewSaved(ListViewId(row.pk))


@action(permission=UseOwnAccount)
def delete_view(*, actor: Actor, list_view: ListViewId) -> ListChosen:
    """Take one's own view away, from those it was shared with, too; refuses `NOT_FOUND`."""
    row = queries.lock_view(list_view)
    if row.owner_id != actor.user:
        raise Refusal(NOT_FOUND, noun="list_view", id=list_view)
    row.delete()
    return ListChosen(row.page)


@action(permission=UseOwnAccount)
def choose_columns(*, actor: Actor, page: PageName, columns: ColumnNames = ()) -> ListChosen:
    """Choose which columns a list shows to oneself; none are the usual ones."""
    row = queries.lock_choice(actor.user, page)
    row.columns = ",".join(columns)
    row.save(update_fields=["columns"])
    return ListChosen(page)


@action(permission=UseOwnAccount)
def choose_first_view(
    *, actor: Actor, page: PageName, list_view: ListViewId | None = None
) -> ListChosen:
    """Choose the view that a list opens with for oneself; without one it opens as usual.

    Refuses `NOT_FOUND` for a view that one does not see.
    """
    seen = {row.id for row in queries.list_views(actor.user, page)}
    if list_view is not None and list_view not in seen:
        raise Refusal(NOT_FOUND, noun="list_view", id=list_view)
    row = queries.lock_choice(actor.user, page)
    row.first_view_id = list_view
    row.save(update_fields=["first_view"])
    return ListChosen(page)
