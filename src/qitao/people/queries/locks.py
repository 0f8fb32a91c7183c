"""Rows that a verb is about to change, locked to the end of its transaction."""

from typing import TypeVar

from django.db import models

from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.people.models import ApiToken, Assignment, OrgUnit, Plant, Post, Role, User
from qitao.people.values import ApiTokenId, AssignmentId, PostId, RoleId

M = TypeVar("M", bound=models.Model)


def _lock(model: type[M], number: int, noun: str) -> M:
    manager: models.Manager[M] = model._default_manager
    row = manager.select_for_update(no_key=True).filter(pk=number).first()
    if row is None:
        raise Refusal(NOT_FOUND, **{noun: number})
    return row


def lock_user(user: UserId) -> User:
    """Lock one person; refuses `NOT_FOUND`."""
    return _lock(User, user, "user")


def lock_org_unit(org_unit: OrgUnitId) -> OrgUnit:
    """Lock one org unit; refuses `NOT_FOUND`."""
    return _lock(OrgUnit, org_unit, "org_unit")


def lock_plant(plant: PlantId) -> Plant:
    """Lock one plant; refuses `NOT_FOUND`."""
    return _lock(Plant, plant, "plant")


def lock_role(role: RoleId) -> Role:
    """Lock one role; refuses `NOT_FOUND`."""
    return _lock(Role, role, "role")


def lock_post(post: PostId) -> Post:
    """Lock one post; refuses `NOT_FOUND`."""
    return _lock(Post, post, "post")


def lock_assignment(assignment: AssignmentId) -> Assignment:
    """Lock one assignment; refuses `NOT_FOUND`."""
    return _lock(Assignment, assignment, "assignment")


def lock_token(token: ApiTokenId) -> ApiToken:
    """Lock one API token; refuses `NOT_FOUND`."""
    return _lock(ApiToken, token, "token")
