"""Ids, rights, refusals and limits of people, and the frozen rows that rules decide on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, NewType

from pydantic import Field, PlainSerializer, SecretStr, SerializationInfo

from qitao.base.actor import Permission
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import RefusalCode

RoleId = NewType("RoleId", int)
PostId = NewType("PostId", int)
AssignmentId = NewType("AssignmentId", int)
ApiTokenId = NewType("ApiTokenId", int)

ViewPeople = Permission("people.view")
EditUsers = Permission("people.edit_users")
ResetAccess = Permission("people.reset_access")
EditOrg = Permission("people.edit_org")
EditRoles = Permission("people.edit_roles")
AssignPosts = Permission("people.assign_posts")
EditTokens = Permission("people.edit_tokens")
UseOwnAccount = Permission("people.use_own_account")
"""Held by everybody who signs in; no role needs to name it."""

USERNAME_TAKEN = RefusalCode("USERNAME_TAKEN")
CODE_TAKEN = RefusalCode("CODE_TAKEN")
ORG_UNIT_TAKEN = RefusalCode("ORG_UNIT_TAKEN")
BADGE_TAKEN = RefusalCode("BADGE_TAKEN")
PASSWORD_WEAK = RefusalCode("PASSWORD_WEAK", 422)
PASSWORD_WRONG = RefusalCode("PASSWORD_WRONG", 403)
TOTP_CODE_WRONG = RefusalCode("TOTP_CODE_WRONG", 403)
TOTP_NOT_STARTED = RefusalCode("TOTP_NOT_STARTED")
TOTP_ALREADY_ON = RefusalCode("TOTP_ALREADY_ON")
TRIES_EXHAUSTED = RefusalCode("TRIES_EXHAUSTED", 429)
SIGN_IN_WRONG = RefusalCode("SIGN_IN_WRONG", 401)
SIGN_IN_LOCKED = RefusalCode("SIGN_IN_LOCKED", 429)
SIGN_IN_EXPIRED = RefusalCode("SIGN_IN_EXPIRED", 401)
ORG_CYCLE = RefusalCode("ORG_CYCLE")
ORG_TOO_DEEP = RefusalCode("ORG_TOO_DEEP", 422)
ORG_UNIT_OUTSIDE_PLANT = RefusalCode("ORG_UNIT_OUTSIDE_PLANT", 422)
TIME_ZONE_UNKNOWN = RefusalCode("TIME_ZONE_UNKNOWN", 422)
PERMISSION_UNKNOWN = RefusalCode("PERMISSION_UNKNOWN", 422)
GRANT_NOT_HELD = RefusalCode("GRANT_NOT_HELD", 403)
RIGHTS_ABOVE_YOURS = RefusalCode("RIGHTS_ABOVE_YOURS", 403)
LAST_ADMINISTRATOR = RefusalCode("LAST_ADMINISTRATOR")
OWN_ACCOUNT = RefusalCode("OWN_ACCOUNT")
ROLE_IN_USE = RefusalCode("ROLE_IN_USE")
POST_IN_USE = RefusalCode("POST_IN_USE")
ALREADY_ASSIGNED = RefusalCode("ALREADY_ASSIGNED")
DATES_REVERSED = RefusalCode("DATES_REVERSED", 422)
USER_INACTIVE = RefusalCode("USER_INACTIVE")

PASSWORD_CHARS_MIN = 8
PASSWORD_CHARS_MAX = 128
PASSWORD_ALIKE_CHARS_MIN = 4
TRIES_MAX = 5
TRIES_MINUTES = 15
ADDRESS_FAILURES_MAX = 50
ADDRESS_KNOWN_DAYS = 90
SECOND_STEP_SECONDS_MAX = 300
TOKEN_MARK = "qt_"  # noqa: S105 - what all tokens begin with
TOKEN_BYTES = 32
TOKEN_PREFIX_CHARS = 8
GRANTERS_SHOWN_MAX = 3
LIST_MAX = 200
CACHED_USERS_MAX = 5_000
ORG_DEPTH_MAX = 20

ADMINISTRATOR = "administrator"
"""The shipped role that holds every permission."""
EVERY_PERMISSION = "*"
ADMINISTRATIVE = (EditUsers, EditRoles, AssignPosts)
"""Whoever holds these everywhere and for good can give every right back to anybody."""


class Lang(StrEnum):
    """A language that Qitao speaks."""

    ZH = "zh"
    EN = "en"


class OrgKind(StrEnum):
    """What an org unit is."""

    COMPANY = "company"
    PLANT = "plant"
    WORKSHOP = "workshop"
    TEAM = "team"


def _reveal(secret: SecretStr | None, info: SerializationInfo[Any]) -> str | None:
    context = info.context
    shown = isinstance(context, dict) and context.get("reveal") is True
    return secret.get_secret_value() if secret is not None and shown else None


ShownOnce = Annotated[SecretStr | None, PlainSerializer(_reveal, return_type=str | None)]
"""A secret in a result. The journal and the answer kept under a request key hold `null` in its
place: only the door that carried the verb out writes it, with the context `{"reveal": True}`, and
only in the first answer. A repeated request gets `null`: revoke, and issue anew."""

Username = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{1,59}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
NameEn = Annotated[str, Field(max_length=100)]
LongNameEn = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
LongName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
Email = Annotated[str, Field(max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, Field(max_length=40, pattern=r"^[0-9+() -]*$")]
Badge = Annotated[str, Field(max_length=60, pattern=r"^\S*$")]
TimeZone = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_+/-]+$")]
Purpose = Annotated[str, Field(max_length=300)]
Password = Annotated[SecretStr, Field(max_length=PASSWORD_CHARS_MAX)]
TotpCode = Annotated[SecretStr, Field(min_length=6, max_length=8)]
PermissionCodes = Annotated[
    tuple[Annotated[str, Field(max_length=120)], ...], Field(max_length=1_000)
]
RoleIds = Annotated[tuple[RoleId, ...], Field(max_length=LIST_MAX)]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one assignment gives a person, and where (neither plant nor org unit: everywhere)."""

    assignment: AssignmentId
    plant: PlantId | None
    org_unit: OrgUnitId | None
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrgNode:
    """One org unit in the tree; `plant` is the plant whose own unit it is."""

    id: OrgUnitId
    parent: OrgUnitId | None
    plant: PlantId | None


@dataclass(frozen=True, slots=True)
class OrgTree:
    """The org tree as rules walk it."""

    nodes: Mapping[OrgUnitId, OrgNode]
    children: Mapping[OrgUnitId | None, tuple[OrgUnitId, ...]]
    units: Mapping[PlantId, OrgUnitId]


@dataclass(frozen=True, slots=True)
class ShippedRole:
    """A role as it is shipped with Qitao."""

    code: str
    name: str
    name_en: str
    purpose: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Granter:
    """A person who may grant a permission, with the post or role that lets him."""

    user: UserId
    name: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that a person holds: `direct`, else by a post; `everywhere`, else within bounds."""

    user: UserId
    role: RoleId
    direct: bool
    everywhere: bool


@dataclass(frozen=True, slots=True)
class GrantPath:
    """One way by which a person holds a permission: post → role → permission → where."""

    assignment: AssignmentId
    post: str | None
    post_en: str | None
    role: str
    role_en: str
    permission: str
    plant: str | None
    plant_en: str | None
    plant_id: int
    org_unit: str | None
    org_unit_en: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UserRow:
    """A person as lists show him."""

    id: UserId
    username: str
    name: str
    pinyin: str
    email: str
    phone: str
    badge: str | None
    org_unit: OrgUnitId | None
    org_unit_name: str
    org_unit_name_en: str
    posts: list[str]
    posts_en: list[str]
    lang: str
    active: bool
    totp: bool
    created_at: datetime
    last_login: datetime | None


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with the codes that it holds."""

    id: RoleId
    code: str
    name: str
    name_en: str
    purpose: str
    permissions: list[str]
    posts: int
    people: int


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with the roles that it maps to."""

    id: PostId
    code: str
    name: str
    name_en: str
    org_unit: OrgUnitId | None
    roles: list[RoleId]
    role_names: list[str]
    role_names_en: list[str]
    people: int


@dataclass(frozen=True, slots=True)
class OrgUnitRow:
    """An org unit."""

    id: OrgUnitId
    code: str
    name: str
    name_en: str
    kind: OrgKind
    parent: OrgUnitId | None
    plant: PlantId | None
    active: bool


@dataclass(frozen=True, slots=True)
class PlantRow:
    """A plant."""

    id: PlantId
    code: str
    name: str
    name_en: str
    org_unit: OrgUnitId
    time_zone: str
    active: bool


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Who holds which post or role, where and how long."""

    id: AssignmentId
    user: UserId
    user_name: str
    post: PostId | None
    post_name: str | None
    post_name_en: str | None
    role: RoleId | None
    role_name: str | None
    role_name_en: str | None
    plant: PlantId | None
    plant_name: str | None
    plant_name_en: str | None
    org_unit: OrgUnitId | None
    org_unit_name: str | None
    org_unit_name_en: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """An API token without its secret."""

    id: ApiTokenId
    user: UserId
    user_name: str
    name: str
    prefix: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
