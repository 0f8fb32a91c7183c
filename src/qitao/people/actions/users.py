"""People who sign in: hired, changed, moved, let go."""

from dataclasses import dataclass

from axes.utils import reset
from django_otp.plugins.otp_totp.models import TOTPDevice

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor, Permission
from qitao.base.ids import OrgUnitId, UserId
from qitao.base.pinyin import sort_key
from qitao.base.refusal import Refusal
from qitao.people import queries, rules
from qitao.people.actions.assignments import assign_role
from qitao.people.actions.passwords import hashed
from qitao.people.actions.rights import taking_rights, unique
from qitao.people.models import ApiToken, User
from qitao.people.values import (
    ADMINISTRATOR,
    BADGE_TAKEN,
    OWN_ACCOUNT,
    USERNAME_TAKEN,
    Badge,
    EditRoles,
    EditUsers,
    Email,
    Lang,
    Name,
    Password,
    Phone,
    ResetAccess,
    RoleId,
    Username,
)


@dataclass(frozen=True, slots=True)
class UserChanged:
    """The person whose account was made or changed."""

    user: UserId
    username: str
    active: bool


def _changed(row: User) -> UserChanged:
    return UserChanged(UserId(row.pk), row.username, row.is_active)


@action(permission=EditUsers)
def create_user(
    *,
    actor: Actor,
    username: Username,
    name: Name,
    password: Password | None = None,
    org_unit: OrgUnitId | None = None,
    email: Email = "",
    phone: Phone = "",
    badge: Badge | None = None,
    lang: Lang = Lang.ZH,
) -> UserChanged:
    """Create a person's account; without a password nobody can sign in with it yet.

    Refuses `USERNAME_TAKEN`, `BADGE_TAKEN`, and `PASSWORD_WEAK` with every reason.
    """
    rules.check_known(queries.load_tree(), org_unit=org_unit)
    rules.check_reach(actor, EditUsers, org_unit=org_unit)
    row = User(
        username=username.lower(),
        name=name,
        pinyin=sort_key(name, person=True),
        email=email,
        phone=phone,
        badge=badge or None,
        org_unit_id=org_unit,
        lang=str(lang),
    )
    row.set_unusable_password()
    if password is not None:
        row.password = hashed(password, row)
    with unique(
        username=(USERNAME_TAKEN, {"username": username}), badge=(BADGE_TAKEN, {"badge": badge})
    ):
        row.save(force_insert=True)
    return _changed(row)


@action(permission=EditUsers)
def update_user(
    *,
    actor: Actor,
    user: UserId,
    name: Name | None = None,
    email: Email | None = None,
    phone: Phone | None = None,
    badge: Badge | None = None,
    lang: Lang | None = None,
) -> UserChanged:
    """Change what is given of a person's account; an empty badge takes the badge away.

    Refuses `BADGE_TAKEN`, and `RIGHTS_ABOVE_YOURS` for a person who may do more than the caller.
    """
    row = _lock_to_change(actor, EditUsers, user)
    if name is not None:
        row.name, row.pinyin = name, sort_key(name, person=True)
    row.email = row.email if email is None else email
    row.phone = row.phone if phone is None else phone
    row.badge = row.badge if badge is None else badge or None
    row.lang = row.lang if lang is None else str(lang)
    with unique(badge=(BADGE_TAKEN, {"badge": badge})):
        row.save()
    return _changed(row)


@action(permission=EditUsers)
def move_user(*, actor: Actor, user: UserId, org_unit: OrgUnitId | None) -> UserChanged:
    """Move a person to another org unit; the caller must reach both the old and the new one."""
    rules.check_known(queries.load_tree(), org_unit=org_unit)
    rules.check_reach(actor, EditUsers, org_unit=org_unit)
    row = _lock_to_change(actor, EditUsers, user)
    row.org_unit_id = org_unit
    row.save(update_fields=["org_unit"])
    return _changed(row)


@action(permission=EditUsers)
def deactivate_user(*, actor: Actor, user: UserId) -> UserChanged:
    """Lock a person out at once: sessions end and API tokens are revoked; what he did stays.

    Refuses `OWN_ACCOUNT` for oneself and `LAST_ADMINISTRATOR` where nobody else could give rights.
    """
    if user == actor.user:
        raise Refusal(OWN_ACCOUNT, user=user)
    with taking_rights():
        row = _lock_to_change(actor, EditUsers, user)
        row.is_active = False
        row.sessions_version += 1
        row.save(update_fields=["is_active", "sessions_version"])
    ApiToken.objects.filter(user=row, revoked_at__isnull=True).update(revoked_at=clock.now())
    return _changed(row)


@action(permission=EditUsers)
def reactivate_user(*, actor: Actor, user: UserId) -> UserChanged:
    """Let a person sign in again, with his posts as they stand; tokens have to be issued anew."""
    row = _lock_to_change(actor, EditUsers, user)
    row.is_active = True
    row.save(update_fields=["is_active"])
    return _changed(row)


@action(permission=ResetAccess)
def set_password(*, actor: Actor, user: UserId, password: Password) -> UserChanged:
    """Give a person a new password; every session of his ends, and so does a lock-out.

    Refuses `PASSWORD_WEAK`, and `RIGHTS_ABOVE_YOURS` for a person who may do more than the caller.
    """
    row = _lock_to_change(actor, ResetAccess, user)
    row.password = hashed(password, row)
    row.save(update_fields=["password"])
    reset(username=row.username)
    return _changed(row)


@action(permission=ResetAccess)
def unlock_user(*, actor: Actor, user: UserId) -> UserChanged:
    """Let a person try to sign in again who was locked out after wrong passwords."""
    row = _lock_to_change(actor, ResetAccess, user)
    reset(username=row.username)
    return _changed(row)


@action(permission=ResetAccess)
def reset_totp(*, actor: Actor, user: UserId) -> UserChanged:
    """Take away a person's second factor, who has lost his phone; every session of his ends."""
    row = _lock_to_change(actor, ResetAccess, user)
    TOTPDevice.objects.filter(user=row).delete()
    row.sessions_version += 1
    row.save(update_fields=["sessions_version"])
    return _changed(row)


@action(permission=EditRoles, shared=True)
def create_administrator(
    *, actor: Actor, username: Username, name: Name, password: Password, lang: Lang = Lang.ZH
) -> UserChanged:
    """Create a person who may do everything everywhere: the first one of a new plant."""
    made = create_user(actor=actor, username=username, name=name, password=password, lang=lang)
    role = queries.get_role_by_code(ADMINISTRATOR)
    assign_role(actor=actor, user=made.user, role=RoleId(role.id))
    return made


def _lock_to_change(actor: Actor, permission: Permission, user: UserId) -> User:
    row = queries.lock_user(user)
    rules.check_reach(
        actor, permission, org_unit=OrgUnitId(row.org_unit_id) if row.org_unit_id else None
    )
    rules.check_not_above(actor, queries.load_grants(user), user=user)
    return row
