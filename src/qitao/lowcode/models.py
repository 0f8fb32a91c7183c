"""Tables of templates: what was installed, by whom, and how it is taken back."""

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
