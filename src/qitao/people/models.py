"""Tables of people: the org tree, plants, users, posts, roles and what they may do where."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now


class OrgUnit(models.Model):
    """A company, plant, workshop or team in the org tree."""

    class Kind(models.TextChoices):
        COMPANY = "company"
        PLANT = "plant"
        WORKSHOP = "workshop"
        TEAM = "team"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    active = models.BooleanField(default=True, db_default=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Plant(models.Model):
    """A site with stock and orders of its own."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    org_unit = models.OneToOneField(OrgUnit, models.PROTECT, related_name="plant")
    time_zone = models.CharField(max_length=60, default="Asia/Shanghai", db_default="Asia/Shanghai")
    active = models.BooleanField(default=True, db_default=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    pinyin = models.CharField(max_length=300, default="", db_default="")
    email = models.EmailField(default="", db_default="", blank=True)
    phone = models.CharField(max_length=40, default="", db_default="", blank=True)
    badge = models.CharField(max_length=60, null=True, unique=True)
    org_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="users")
    lang = models.CharField(max_length=5, default="zh", db_default="zh")
    is_active = models.BooleanField(default=True, db_default=True)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "username"
    objects = BaseUserManager["User"]()

    def __str__(self) -> str:
        return f"{self.name} ({self.username})"


class Role(models.Model):
    """A named set of permissions."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, default="", db_default="")
    purpose = models.CharField(max_length=300, default="", db_default="")

    def __str__(self) -> str:
        return self.name


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


class Post(models.Model):
    """岗位: what a person is hired for in an org unit; it maps to roles."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, default="", db_default="")
    org_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="posts")
    roles = models.ManyToManyField(Role, related_name="posts")

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A person holds a post, or a role directly, at a plant and org unit (null: everywhere)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="assignments")
    role = models.ForeignKey(Role, models.CASCADE, null=True, related_name="assignments")
    plant = models.ForeignKey(Plant, models.CASCADE, null=True, related_name="assignments")
    org_unit = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="assignments")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_assignment_post_or_role",
                condition=models.Q(post__isnull=False, role__isnull=True)
                | models.Q(post__isnull=True, role__isnull=False),
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
    """One row, counted up by every change of rights, so that processes may cache them."""

    version = models.BigIntegerField(default=1, db_default=1)

    def __str__(self) -> str:
        return str(self.version)
