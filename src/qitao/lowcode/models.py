"""Tables of templates (what was installed, how it is taken back) and of people's views of lists."""

from django.db import models
from django.db.models.functions import Now


class Installation(models.Model):
    """One installation of a template."""

    template = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    installed_at = models.DateTimeField(db_default=Now())
    installed_by = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template"],
                name="lowcode_installed_once",
                condition=models.Q(undone_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.version}"


class InstalledPart(models.Model):
    """One part as it was installed."""

    installation = models.ForeignKey(Installation, models.CASCADE, related_name="parts")
    position = models.IntegerField()
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    undo = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["installation", "position"], name="lowcode_part_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


class ListView(models.Model):
    """A list as somebody wants to see it again: filters and order as an address, and columns."""

    page = models.CharField(max_length=60)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="+", db_index=False)
    role = models.ForeignKey(
        "people.Role", models.CASCADE, null=True, related_name="+", db_index=False
    )
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=500, db_default="")
    columns = models.CharField(max_length=1000, db_default="")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "lowcode_list_view"
        constraints = [
            models.UniqueConstraint(fields=["page", "owner", "name"], name="lowcode_view_once")
        ]
        indexes = [
            models.Index(
                fields=["page", "role"],
                condition=models.Q(role__isnull=False),
                name="lowcode_view_shared",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.name}"


class ListChoice(models.Model):
    """What a person has chosen for a list: its columns, and the view that it opens with."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+", db_index=False)
    page = models.CharField(max_length=60)
    columns = models.CharField(max_length=1000, db_default="")
    first_view = models.ForeignKey(
        ListView, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "lowcode_list_choice"
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="lowcode_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.page}"
