"""Roles hold permissions, posts map to roles."""

from dataclasses import dataclass

from qitao.base.action import action
from qitao.base.actor import EVERYWHERE, PERMISSIONS, Actor
from qitao.base.ids import OrgUnitId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.people import queries, rules
from qitao.people.actions.rights import raise_grants_version, taking_rights, unique
from qitao.people.models import Assignment, Post, Role, RolePermission
from qitao.people.values import (
    CODE_TAKEN,
    POST_IN_USE,
    ROLE_IN_USE,
    Code,
    EditRoles,
    Name,
    NameEn,
    PermissionCodes,
    PostId,
    Purpose,
    RoleId,
    RoleIds,
    ShippedRole,
    UseOwnAccount,
)


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """The role that was made or changed, and what it holds now."""

    role: RoleId
    code: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostChanged:
    """The post that was made or changed, and the roles that it maps to now."""

    post: PostId
    code: str
    roles: tuple[RoleId, ...]


@dataclass(frozen=True, slots=True)
class RolesInstalled:
    """Which shipped roles were made, and which got codes that a new release brought."""

    made: tuple[str, ...]
    extended: tuple[str, ...]


@action(permission=EditRoles, shared=True)
def create_role(
    *,
    actor: Actor,
    code: Code,
    name: Name,
    name_en: NameEn = "",
    purpose: Purpose = "",
    permissions: PermissionCodes = (),
) -> RoleChanged:
    """Create a role with its permissions.

    Refuses `GRANT_NOT_HELD`: nobody puts a permission into a role that he does not hold himself.
    """
    codes = _check_change(actor, permissions)
    with unique(code=(CODE_TAKEN, {"code": code})):
        row = Role.objects.create(code=code, name=name, name_en=name_en, purpose=purpose)
    _add(row, codes)
    return RoleChanged(RoleId(row.pk), code, codes)


@action(permission=EditRoles, shared=True)
def update_role(
    *,
    actor: Actor,
    role: RoleId,
    name: Name | None = None,
    name_en: NameEn | None = None,
    purpose: Purpose | None = None,
    permissions: PermissionCodes | None = None,
) -> RoleChanged:
    """Change a role's names and purpose, and where they are given its permissions.

    All or nothing; refuses what `set_role_permissions` refuses.
    """
    if permissions is not None:
        set_role_permissions(actor=actor, role=role, permissions=permissions)
    row = queries.lock_role(role)
    row.name = row.name if name is None else name
    row.name_en = row.name_en if name_en is None else name_en
    row.purpose = row.purpose if purpose is None else purpose
    row.save(update_fields=["name", "name_en", "purpose"])
    return RoleChanged(role, row.code, tuple(sorted(_codes(row))))


@action(permission=EditRoles, shared=True)
def set_role_permissions(
    *, actor: Actor, role: RoleId, permissions: PermissionCodes
) -> RoleChanged:
    """Make a role hold exactly these permissions, for all who have it, at once.

    Refuses `PERMISSION_UNKNOWN`, `GRANT_NOT_HELD` for what the caller does not hold himself (to
    give as well as to take), and `LAST_ADMINISTRATOR` where nobody could undo it.
    """
    with taking_rights():
        row = queries.lock_role(role)
        before = _codes(row)
        wanted = set(permissions)
        codes = _check_change(actor, before ^ wanted)
        RolePermission.objects.filter(role=row, permission__in=before - wanted).delete()
        _add(row, [code for code in codes if code in wanted])
    return RoleChanged(role, row.code, tuple(sorted(wanted)))


@action(permission=EditRoles, shared=True)
def delete_role(*, actor: Actor, role: RoleId) -> RoleChanged:
    """Delete a role that no post and no person has; refuses `ROLE_IN_USE`."""
    row = queries.lock_role(role)
    people = Assignment.objects.filter(role=row).count()
    if people or row.posts.exists():
        raise Refusal(ROLE_IN_USE, role=row.name, posts=row.posts.count(), people=people)
    RolePermission.objects.filter(role=row).delete()
    row.delete()
    return RoleChanged(role, row.code, ())


@action(permission=EditRoles, shared=True)
def create_post(
    *,
    actor: Actor,
    code: Code,
    name: Name,
    name_en: NameEn = "",
    org_unit: OrgUnitId | None = None,
    roles: RoleIds = (),
) -> PostChanged:
    """Create a post that maps to roles; with an org unit, whoever holds it works there."""
    rules.check_known(queries.load_tree(), org_unit=org_unit)
    raise_grants_version()
    _check_roles(actor, set(roles))
    with unique(code=(CODE_TAKEN, {"code": code})):
        row = Post.objects.create(code=code, name=name, name_en=name_en, org_unit_id=org_unit)
    row.roles.set(roles)
    return PostChanged(PostId(row.pk), code, tuple(sorted(set(roles))))


@action(permission=EditRoles, shared=True)
def update_post(
    *, actor: Actor, post: PostId, name: Name | None = None, name_en: NameEn | None = None
) -> PostChanged:
    """Change a post's names."""
    row = queries.lock_post(post)
    row.name = row.name if name is None else name
    row.name_en = row.name_en if name_en is None else name_en
    row.save(update_fields=["name", "name_en"])
    return PostChanged(post, row.code, _role_ids(row))


@action(permission=EditRoles, shared=True)
def set_post_roles(*, actor: Actor, post: PostId, roles: RoleIds) -> PostChanged:
    """Make a post map to exactly these roles, for all who hold it, at once.

    Refuses `GRANT_NOT_HELD` and `LAST_ADMINISTRATOR` as `set_role_permissions` does.
    """
    with taking_rights():
        row = queries.lock_post(post)
        _check_roles(actor, set(_role_ids(row)) ^ set(roles))
        row.roles.set(roles)
    return PostChanged(post, row.code, tuple(sorted(set(roles))))


@action(permission=EditRoles, shared=True)
def delete_post(*, actor: Actor, post: PostId) -> PostChanged:
    """Delete a post that nobody holds; refuses `POST_IN_USE`."""
    row = queries.lock_post(post)
    if people := Assignment.objects.filter(post=row).count():
        raise Refusal(POST_IN_USE, post=row.name, people=people)
    row.roles.clear()
    row.delete()
    return PostChanged(post, row.code, ())


@action(permission=EditRoles, shared=True)
def install_roles(*, actor: Actor) -> RolesInstalled:
    """Make the shipped roles, and give existing ones the codes that a new release brings.

    Harmless to repeat. A code that the plant took out of a shipped role is not put back.
    """
    raise_grants_version()
    kept = {row.code: row for row in Role.objects.select_for_update().order_by("id")}
    made, extended = [], []
    for shipped in queries.list_shipped_roles():
        row = kept.get(shipped.code)
        fresh = rules.new_codes(shipped, row.shipped if row else ())
        _check_change(actor, fresh)
        if row is None:
            row = _make_shipped(shipped)
            made.append(shipped.code)
        elif fresh:
            extended.append(shipped.code)
        if fresh:
            _add(row, fresh)
            row.shipped = sorted({*row.shipped, *fresh})
            row.save(update_fields=["shipped"])
    return RolesInstalled(tuple(made), tuple(extended))


def _make_shipped(role: ShippedRole) -> Role:
    return Role.objects.create(
        code=role.code, name=role.name, name_en=role.name_en, purpose=role.purpose
    )


def _check_change(actor: Actor, codes: set[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Refuse unknown codes and those that the actor may not give away; return them sorted."""
    known = rules.check_codes(codes, set(PERMISSIONS) - {UseOwnAccount})
    rules.check_may_grant(actor, known, EVERYWHERE)
    return known


def _check_roles(actor: Actor, roles: set[RoleId]) -> None:
    found = set(Role.objects.filter(pk__in=roles).values_list("pk", flat=True))
    if unknown := sorted(roles - found):
        raise Refusal(NOT_FOUND, roles=unknown)
    codes = RolePermission.objects.filter(role__in=roles).values_list("permission", flat=True)
    rules.check_may_grant(actor, set(codes), EVERYWHERE)


def _codes(row: Role) -> set[str]:
    return set(row.permissions.values_list("permission", flat=True))


def _role_ids(row: Post) -> tuple[RoleId, ...]:
    return tuple(RoleId(pk) for pk in row.roles.order_by("pk").values_list("pk", flat=True))


def _add(row: Role, codes: tuple[str, ...] | list[str]) -> None:
    RolePermission.objects.bulk_create(
        [RolePermission(role=row, permission=code) for code in codes], ignore_conflicts=True
    )
