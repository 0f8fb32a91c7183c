import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("people", "0001_initial"),
        ("people", "__first__"),
        ("stock", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("version", models.IntegerField(db_default=1)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("operation_sequence", models.IntegerField(null=True)),
                ("operation_name", models.CharField(db_default="", max_length=200)),
                ("state", models.CharField(db_default="draft", max_length=10)),
                ("blocking", models.BooleanField(db_default=True)),
                ("sampling", models.CharField(db_default="all", max_length=10)),
                ("sample_count", models.IntegerField(null=True)),
                ("sample_percent", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("aql", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("level", models.CharField(db_default="II", max_length=4)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "material",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
            ],
            options={
                "db_table": "quality_plan",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["kind", "material", "operation_sequence"],
                        name="quality_plan_for",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="quality_plan_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("code",),
                        name="quality_plan_one_active",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("code",),
                        name="quality_plan_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["incoming", "first_piece", "in_process", "final"])
                        ),
                        name="quality_plan_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "active", "retired"])),
                        name="quality_plan_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sampling__in", ["all", "count", "percent", "aql"])),
                        name="quality_plan_sampling",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("source_line", models.BigIntegerField(db_default=0)),
                ("source_label", models.CharField(db_default="", max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("operation_name", models.CharField(db_default="", max_length=200)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("sample_size", models.IntegerField()),
                ("accept_number", models.IntegerField(db_default=0)),
                ("blocking", models.BooleanField(db_default=True)),
                ("state", models.CharField(db_default="open", max_length=10)),
                (
                    "since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "opened_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                ("rest_good", models.BooleanField(db_default=False)),
                ("pieces_faulty", models.IntegerField(db_default=0)),
                ("disposition", models.CharField(max_length=12, null=True)),
                ("disposition_reason", models.CharField(db_default="", max_length=500)),
                ("disposed_at", models.DateTimeField(null=True)),
                (
                    "disposition_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inspector",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                (
                    "repeats",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="quality.inspection",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="quality.plan",
                    ),
                ),
            ],
            options={
                "db_table": "quality_inspection",
                "indexes": [
                    models.Index(
                        fields=["source_type", "source_id", "source_line"],
                        name="quality_inspection_source",
                    ),
                    models.Index(fields=["state", "-id"], name="quality_inspection_state_id"),
                    models.Index(fields=["plant", "-id"], name="quality_inspection_plant_id"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("source_type", "source_id", "source_line", "kind"),
                        name="quality_inspection_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["incoming", "first_piece", "in_process", "final"])
                        ),
                        name="quality_inspection_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "passed", "failed", "conceded", "cancelled"])
                        ),
                        name="quality_inspection_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accept_number__gte", 0),
                            ("quantity__gt", 0),
                            ("sample_size__gt", 0),
                            ("accept_number__lt", models.F("sample_size")),
                        ),
                        name="quality_inspection_sample",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disposition__isnull", True),
                            models.Q(
                                ("disposition__in", ["accept", "rework", "scrap", "concession"]),
                                ("state__in", ["passed", "failed", "conceded"]),
                            ),
                            _connector="OR",
                        ),
                        name="quality_inspection_disposition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanCharacteristic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=10)),
                ("unit", models.CharField(db_default="", max_length=20)),
                ("nominal", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("lower", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("upper", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("instrument", models.CharField(db_default="", max_length=100)),
                ("method", models.CharField(db_default="", max_length=300)),
                ("picture", models.CharField(db_default="", max_length=300)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="characteristics",
                        to="quality.plan",
                    ),
                ),
            ],
            options={
                "db_table": "quality_plan_characteristic",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="quality_plan_char_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["attribute", "measured"])),
                        name="quality_plan_char_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("piece", models.IntegerField()),
                ("characteristic", models.IntegerField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("good", models.BooleanField()),
                ("note", models.CharField(db_default="", max_length=300)),
                ("recorded_by", models.BigIntegerField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="quality.inspection",
                    ),
                ),
            ],
            options={
                "db_table": "quality_result",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "piece", "characteristic"), name="quality_result_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("piece__gt", 0)), name="quality_result_piece"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionCharacteristic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=10)),
                ("unit", models.CharField(db_default="", max_length=20)),
                ("nominal", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("lower", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("upper", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("instrument", models.CharField(db_default="", max_length=100)),
                ("method", models.CharField(db_default="", max_length=300)),
                ("picture", models.CharField(db_default="", max_length=300)),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="characteristics",
                        to="quality.inspection",
                    ),
                ),
            ],
            options={
                "db_table": "quality_inspection_characteristic",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "number"), name="quality_inspection_char_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["attribute", "measured"])),
                        name="quality_inspection_char_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NonConformance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                ("source_type", models.CharField(db_default="", max_length=40)),
                ("source_id", models.BigIntegerField(null=True)),
                ("source_label", models.CharField(db_default="", max_length=200)),
                ("quantity", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("severity", models.CharField(max_length=10)),
                ("description", models.CharField(max_length=1000)),
                ("state", models.CharField(db_default="open", max_length=10)),
                ("raised_by", models.BigIntegerField()),
                ("raised_by_name", models.CharField(max_length=100)),
                (
                    "raised_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("cause", models.CharField(db_default="", max_length=1000)),
                ("correction", models.CharField(db_default="", max_length=1000)),
                ("closed_by_name", models.CharField(db_default="", max_length=100)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "inspection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nonconformances",
                        to="quality.inspection",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
            ],
            options={
                "db_table": "quality_nonconformance",
                "indexes": [models.Index(fields=["state", "-id"], name="quality_nonconf_state_id")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed"])),
                        name="quality_nonconformance_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["critical", "major", "minor"])),
                        name="quality_nonconformance_severity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "closed"),
                                models.Q(("correction", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quality_nonconformance_closed",
                    ),
                ],
            },
        ),
    ]
