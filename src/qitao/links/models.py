"""Tables of imports: each run with its progress, and its bad rows."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from qitao.links.values import RunState


class ImportRun(models.Model):
    """One import from the moment it is asked for; `report` says what it did."""

    title = models.CharField(max_length=200, default="", db_default="")
    source = models.CharField(max_length=1000)
    mapping = models.TextField(default="", db_default="")
    parameters = models.JSONField(default=dict, db_default={})
    dry_run = models.BooleanField(default=False, db_default=False)
    state = models.CharField(
        max_length=20, default=str(RunState.WAITING), db_default=str(RunState.WAITING)
    )
    user = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    lang = models.CharField(max_length=5, default="zh", db_default="zh")
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=60, default="", db_default="")
    rows_done = models.IntegerField(default=0, db_default=0)
    rows_total = models.IntegerField(default=0, db_default=0)
    stop_asked = models.BooleanField(default=False, db_default=False)
    faults = models.IntegerField(default=0, db_default=0)
    report = models.JSONField(default=dict, db_default={})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="links_importrun_state",
                condition=Q(state__in=[str(state) for state in RunState]),
            )
        ]
        indexes = [models.Index(fields=["user", "-id"], name="links_importrun_user")]

    def __str__(self) -> str:
        return f"{self.pk} {self.source}"


class ImportFault(models.Model):
    """A bad cell of a run: file, line, column, and why."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="bad_rows", db_index=False)
    number = models.IntegerField()
    noun = models.CharField(max_length=60, default="", db_default="")
    table = models.CharField(max_length=300, default="", db_default="")
    line = models.IntegerField(default=0, db_default=0)
    field = models.CharField(max_length=100, default="", db_default="")
    column = models.CharField(max_length=300, default="", db_default="")
    value = models.CharField(max_length=300, default="", db_default="")
    code = models.CharField(max_length=60)
    evidence = models.JSONField(default=dict, db_default={})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="links_importfault_number")
        ]

    def __str__(self) -> str:
        return f"{self.table}:{self.line} {self.code}"
