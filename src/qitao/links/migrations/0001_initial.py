import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(db_default="", default="", max_length=200)),
                ("source", models.CharField(max_length=1000)),
                ("mapping", models.TextField(db_default="", default="")),
                ("parameters", models.JSONField(db_default={}, default=dict)),
                ("dry_run", models.BooleanField(db_default=False, default=False)),
                ("state", models.CharField(db_default="waiting", default="waiting", max_length=20)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lang", models.CharField(db_default="zh", default="zh", max_length=5)),
                (
                    "asked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("started_at", models.DateTimeField(null=True)),
                ("beat_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("stage", models.CharField(db_default="", default="", max_length=60)),
                ("rows_done", models.IntegerField(db_default=0, default=0)),
                ("rows_total", models.IntegerField(db_default=0, default=0)),
                ("stop_asked", models.BooleanField(db_default=False, default=False)),
                ("faults", models.IntegerField(db_default=0, default=0)),
                ("report", models.JSONField(db_default={}, default=dict)),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-id"], name="links_importrun_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "running",
                                    "done",
                                    "tried",
                                    "refused",
                                    "stopped",
                                    "failed",
                                ],
                            )
                        ),
                        name="links_importrun_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bad_rows",
                        to="links.importrun",
                    ),
                ),
                ("number", models.IntegerField()),
                ("noun", models.CharField(db_default="", default="", max_length=60)),
                ("table", models.CharField(db_default="", default="", max_length=300)),
                ("line", models.IntegerField(db_default=0, default=0)),
                ("field", models.CharField(db_default="", default="", max_length=100)),
                ("column", models.CharField(db_default="", default="", max_length=300)),
                ("value", models.CharField(db_default="", default="", max_length=300)),
                ("code", models.CharField(max_length=60)),
                ("evidence", models.JSONField(db_default={}, default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "number"), name="links_importfault_number"
                    )
                ],
            },
        ),
    ]
