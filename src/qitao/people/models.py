"""Tables of people: the org tree, plants, users, posts, roles and what they may do where."""

from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from qitao.base.history import tracked
from qitao.people.values import Lang, OrgKind

PINYIN_CHARS = 300
HASH_SALT = "qitao.people.models.User"


def session_hash(password: str, sessions_version: int, *, secret: str | None = None) -> str:
    """Return what a session must carry to stay valid: changes with password and version."""
    return salted_hmac(
        HASH_SALT, f"{sessions_version}:{password}", secret=secret, algorithm="sha256"
    ).hexdigest()


@tracked
class OrgUnit(models.Model):
    """A company, plant, workshop or team in the org tree."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, default="", db_default="")
    kind = models.CharField(max_length=20, choices=[(str(kind), str(kind)) for kind in OrgKind])
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_org_unit_kind", condition=Q(kind__in=[str(kind) for kind in OrgKind])
            ),
            models.CheckConstraint(
                name="people_org_unit_own_parent", condition=~Q(parent_id=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@tracked
class Plant(models.Model):
    """A site with stock and orders of its own."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, default="", db_default="")
    org_unit = models.OneToOneField(OrgUnit, models.PROTECT, related_name="plant")
    time_zone = models.CharField(max_length=60, default="Asia/Shanghai", db_default="Asia/Shanghai")
    active = models.BooleanField(default=True, db_default=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    pinyin = models.CharField(max_length=PINYIN_CHARS, default="", db_default="")
    email = models.EmailField(default="", db_default="", blank=True)
    phone = models.CharField(max_length=40, default="", db_default="", blank=True)
    badge = models.CharField(max_length=60, null=True, unique=True)
    org_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="users")
    lang = models.CharField(max_length=5, default=str(Lang.ZH), db_default=str(Lang.ZH))
    is_active = models.BooleanField(default=True, db_default=True)
    sessions_version = models.IntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "username"
    objects = BaseUserManager["User"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_user_lang", condition=Q(lang__in=[str(lang) for lang in Lang])
            )
        ]
        indexes = [models.Index(fields=["pinyin", "id"], name="people_user_pinyin")]

    def __str__(self) -> str:
        return f"{self.name} ({self.username})"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return session_hash(self.password, self.sessions_version, secret=secret)


tracked(User, hidden=("password", "last_login", "sessions_version"))


@tracked
class Role(models.Model):
    """A named set of permissions; `shipped` holds the codes that Qitao itself put in."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, default="", db_default="")
    purpose = models.CharField(max_length=300, default="", db_default="")
    shipped = models.JSONField(default=list, db_default=[])

    def __str__(self) -> str:
        return self.name


@partial(tracked, owner="role")
class RolePermission(models.Model):
    """One permission code that a role holds."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="permissions")
    permission = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "permission"], name="people_role_permission_once"
            )
        ]
        indexes = [models.Index(fields=["permission"], name="people_role_permission_code")]

    def __str__(self) -> str:
        return f"{self.role_id}:{self.permission}"


@tracked
class Post(models.Model):
    """岗位: what a person is hired for in an org unit; it maps to roles."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, default="", db_default="")
    org_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="posts")
    roles = models.ManyToManyField(Role, related_name="posts")

    def __str__(self) -> str:
        return self.name


@partial(tracked, owner="user")
class Assignment(models.Model):
    """A person holds a post, or a role directly, at a plant and org unit (null: everywhere)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="assignments")
    role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="assignments")
    plant = models.ForeignKey(Plant, models.PROTECT, null=True, related_name="assignments")
    org_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="assignments")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_assignment_post_or_role",
                condition=Q(post__isnull=False, role__isnull=True)
                | Q(post__isnull=True, role__isnull=False),
            ),
            models.CheckConstraint(
                name="people_assignment_dates",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="people_assignment_once",
                fields=["user", "post", "role", "plant", "org_unit"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}→{self.post_id or self.role_id}"


class ApiToken(models.Model):
    """A machine's key: only its hash is stored; it acts as its user."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class GrantsVersion(models.Model):
    """One row, raised by every change of rights, so that processes may cache them."""

    version = models.BigIntegerField(default=1, db_default=1)

    def __str__(self) -> str:
        return str(self.version)
