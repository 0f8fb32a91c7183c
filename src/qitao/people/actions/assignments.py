"""Who holds which post or role, where and how long."""

from dataclasses import dataclass
from datetime import date

from qitao.base.action import action
from qitao.base.actor import Actor, Scope
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import NOT_FOUND, OUT_OF_SCOPE, Refusal
from qitao.people import queries, rules
from qitao.people.actions.rights import raise_grants_version, taking_rights, unique
from qitao.people.models import Assignment, Post, RolePermission
from qitao.people.values import (
    ALREADY_ASSIGNED,
    USER_INACTIVE,
    AssignmentId,
    AssignPosts,
    PostId,
    RoleId,
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """The assignment that was made or ended."""

    assignment: AssignmentId
    user: UserId
    valid_to: date | None


@action(permission=AssignPosts)
def assign_post(
    *,
    actor: Actor,
    user: UserId,
    post: PostId,
    plant: PlantId | None = None,
    org_unit: OrgUnitId | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Assigned:
    """Give a person a post, at a plant, an org unit, or (neither named) wherever the post is.

    Both days are included. Refuses `GRANT_NOT_HELD`: nobody gives rights, or a reach, that he does
    not have himself; `ALREADY_ASSIGNED`, `USER_INACTIVE`, `ORG_UNIT_OUTSIDE_PLANT`.
    """
    row = Assignment(user_id=user, post_id=post, plant_id=plant, org_unit_id=org_unit)
    return _assign(actor, row, valid_from, valid_to)


@action(permission=AssignPosts)
def assign_role(
    *,
    actor: Actor,
    user: UserId,
    role: RoleId,
    plant: PlantId | None = None,
    org_unit: OrgUnitId | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Assigned:
    """Give a person a role directly, without a post (a stand-in, a project); else as a post."""
    row = Assignment(user_id=user, role_id=role, plant_id=plant, org_unit_id=org_unit)
    return _assign(actor, row, valid_from, valid_to)


@action(permission=AssignPosts)
def end_assignment(
    *, actor: Actor, assignment: AssignmentId, last_day: date | None = None
) -> Assigned:
    """Take a post or role from a person: at once, or after its last day.

    Refuses `GRANT_NOT_HELD` for rights that the caller does not hold himself, and
    `LAST_ADMINISTRATOR` where nobody could give them back.
    """
    with taking_rights():
        row = queries.lock_assignment(assignment)
        _check_reach(actor, row, _scope(row))
        if last_day is None:
            row.delete()
        else:
            rules.check_dates(row.valid_from, last_day)
            row.valid_to = last_day
            row.save(update_fields=["valid_to"])
    return Assigned(assignment, UserId(row.user_id), last_day)


def _assign(
    actor: Actor, row: Assignment, valid_from: date | None, valid_to: date | None
) -> Assigned:
    rules.check_dates(valid_from, valid_to)
    raise_grants_version()
    person = queries.lock_user(UserId(row.user_id))
    if not person.is_active:
        raise Refusal(USER_INACTIVE, user=person.pk, name=person.name)
    _check_reach(actor, row, _scope(row))
    row.valid_from, row.valid_to = valid_from, valid_to
    with unique(assignment_once=(ALREADY_ASSIGNED, {"name": person.name})):
        row.save(force_insert=True)
    return Assigned(AssignmentId(row.pk), UserId(person.pk), valid_to)


def _scope(row: Assignment) -> Scope:
    """Return where the assignment holds; refuses what does not exist or does not fit together."""
    tree = queries.load_tree()
    plant = PlantId(row.plant_id) if row.plant_id else None
    unit = OrgUnitId(row.org_unit_id) if row.org_unit_id else None
    rules.check_known(tree, plant=plant, org_unit=unit)
    rules.check_inside_plant(tree, plant=plant, unit=unit)
    if plant is None and unit is None and row.post_id:
        own = Post.objects.filter(pk=row.post_id).values_list("org_unit_id", flat=True).first()
        unit = OrgUnitId(own) if own else None
    return rules.scope_of(tree, plant=plant, org_unit=unit)


def _check_reach(actor: Actor, row: Assignment, scope: Scope) -> None:
    if rules.missing_grants(actor, [AssignPosts], scope):
        raise Refusal(
            OUT_OF_SCOPE,
            permission=str(AssignPosts),
            plant=row.plant_id,
            org_unit=row.org_unit_id,
        )
    rules.check_may_grant(actor, _codes(row), scope)


def _codes(row: Assignment) -> set[str]:
    """Return what the post or role lets a person do; refuses `NOT_FOUND` for unknown ones."""
    if row.post_id:
        post = queries.lock_post(PostId(row.post_id))
        roles = list(post.roles.values_list("pk", flat=True))
    elif row.role_id:
        roles = [queries.lock_role(RoleId(row.role_id)).pk]
    else:
        raise Refusal(NOT_FOUND)
    found = RolePermission.objects.filter(role__in=roles)
    return set(found.values_list("permission", flat=True))
