import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("good", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("scrap", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("received", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("state", models.CharField(db_default="draft", max_length=20)),
                (
                    "state_since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("held_from", models.CharField(max_length=20, null=True)),
                ("hold_reason", models.CharField(db_default="", max_length=300)),
                ("priority", models.SmallIntegerField(db_default=5)),
                ("due_on", models.DateField(null=True)),
                ("planned_start", models.DateTimeField(null=True)),
                ("planned_end", models.DateTimeField(null=True)),
                (
                    "bom",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.bom",
                    ),
                ),
                (
                    "routing",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.routing",
                    ),
                ),
                ("frozen_at", models.DateTimeField(null=True)),
                (
                    "split_from",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="splits",
                        to="production.workorder",
                    ),
                ),
                ("lot_code", models.CharField(db_default="", max_length=80)),
                ("note", models.CharField(db_default="", max_length=500)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("released_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "due_on",
                            models.Value(
                                datetime.date(9999, 12, 31), output_field=models.DateField()
                            ),
                        ),
                        models.F("id"),
                        name="production_order_due",
                    ),
                    models.Index(fields=["state", "due_on", "id"], name="production_order_state"),
                    models.Index(fields=["plant", "due_on", "id"], name="production_order_plant"),
                    models.Index(
                        condition=models.Q(("split_from__isnull", False)),
                        fields=["split_from"],
                        name="production_order_split",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["closed", "cancelled", "completed"]), _negated=True
                        ),
                        fields=["priority", "due_on", "id"],
                        name="production_order_open",
                    ),
                    models.Index(
                        condition=models.Q(("planned_end__isnull", False)),
                        fields=["planned_end"],
                        name="production_order_planned",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="production_order_quantity"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("good__gte", 0),
                            ("received__gte", 0),
                            ("scrap__gte", 0),
                            ("received__lte", models.F("good")),
                        ),
                        name="production_order_figures",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__gte", 1), ("priority__lte", 9)),
                        name="production_order_priority",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="production.workorder",
                    ),
                ),
                ("gate", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=300)),
                ("user_id", models.BigIntegerField()),
                ("user_name", models.CharField(max_length=100)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("order", "gate"), name="production_waiver_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlantSetting",
            fields=[
                (
                    "plant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.plant",
                    ),
                ),
                ("over_percent", models.DecimalField(db_default=0, decimal_places=4, max_digits=7)),
                ("over_pieces", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
            ],
            options={
                "db_table": "production_plant_setting",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("over_percent__gte", 0),
                            ("over_percent__lte", 100),
                            ("over_pieces__gte", 0),
                        ),
                        name="production_plant_setting_over",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlantSettingVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="production.plantsetting",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="people.plant",
                    ),
                ),
                ("over_percent", models.DecimalField(db_default=0, decimal_places=4, max_digits=7)),
                ("over_pieces", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="production.workorder",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.location",
                    ),
                ),
                ("lot_code", models.CharField(db_default="", max_length=80)),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["order", "id"], name="production_receipt_order")],
            },
        ),
        migrations.CreateModel(
            name="OrderOperation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="operations",
                        to="production.workorder",
                    ),
                ),
                ("sequence", models.IntegerField()),
                ("name", models.CharField(max_length=200)),
                ("name_en", models.CharField(db_default="", max_length=200)),
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.workcentre",
                    ),
                ),
                (
                    "machine",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.machine",
                    ),
                ),
                ("state", models.CharField(db_default="waiting", max_length=20)),
                (
                    "setup_minutes",
                    models.DecimalField(db_default=0, decimal_places=4, max_digits=12),
                ),
                ("run_minutes", models.DecimalField(db_default=0, decimal_places=6, max_digits=12)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("good", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("scrap", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("rework", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("parallel_group", models.IntegerField(null=True)),
                (
                    "outsourced_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
                    ),
                ),
                ("inspection_required", models.BooleanField(db_default=False)),
                ("reporting_point", models.BooleanField(db_default=True)),
                ("running_since", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "finished"), _negated=True),
                        fields=["work_centre", "state"],
                        name="production_operation_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "sequence"), name="production_operation_sequence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("good__gte", 0), ("rework__gte", 0), ("scrap__gte", 0)),
                        name="production_operation_figures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="production.orderoperation",
                    ),
                ),
                ("good", models.DecimalField(decimal_places=6, max_digits=18)),
                ("scrap", models.DecimalField(decimal_places=6, max_digits=18)),
                ("rework", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "scrap_reason",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.scrapreason",
                    ),
                ),
                ("is_rework", models.BooleanField(db_default=False)),
                (
                    "operator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "machine",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.machine",
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="production.report",
                    ),
                ),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("note", models.CharField(db_default="", max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["operation", "id"], name="production_report_operation"),
                    models.Index(fields=["operator", "-id"], name="production_report_operator"),
                    models.Index(fields=["happened_at"], name="production_report_happened"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requisition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requisitions",
                        to="production.workorder",
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("reason", models.CharField(db_default="", max_length=300)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requisitions",
                        to="production.report",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["order", "id"], name="production_requisition_order"),
                    models.Index(
                        condition=models.Q(("report__isnull", False)),
                        fields=["report"],
                        name="production_requisition_report",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="production.orderoperation",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("expected_on", models.DateField(null=True)),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("note", models.CharField(db_default="", max_length=300)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="production.dispatch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["operation", "id"], name="production_dispatch_of")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quantity__gt", 0), ("reverses__isnull", True)),
                            models.Q(("quantity__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="production_dispatch_sign",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TakeBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="take_backs",
                        to="production.dispatch",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="production.report",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WallLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                (
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.workcentre",
                    ),
                ),
                ("lang", models.CharField(db_default="zh", max_length=5)),
                ("prefix", models.CharField(max_length=12)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("expires_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_seen_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "production_wall_link",
            },
        ),
        migrations.CreateModel(
            name="WorkOrderVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="production.workorder",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.plant",
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("priority", models.SmallIntegerField(db_default=5)),
                ("due_on", models.DateField(null=True)),
                ("planned_start", models.DateTimeField(null=True)),
                ("planned_end", models.DateTimeField(null=True)),
                (
                    "bom",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.bom",
                    ),
                ),
                (
                    "routing",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.routing",
                    ),
                ),
                ("lot_code", models.CharField(db_default="", max_length=80)),
                ("note", models.CharField(db_default="", max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="periods",
                        to="production.orderoperation",
                    ),
                ),
                ("kind", models.CharField(db_default="run", max_length=20)),
                (
                    "machine",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.machine",
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["operation", "id"], name="production_period_operation")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="production_period_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("machine",),
                        name="production_period_running",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderMaterial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="production.workorder",
                    ),
                ),
                ("line", models.IntegerField()),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "bom_line",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalog.bomline",
                    ),
                ),
                ("operation_sequence", models.IntegerField(null=True)),
                ("per_unit", models.DecimalField(decimal_places=12, max_digits=24)),
                ("required", models.DecimalField(decimal_places=6, max_digits=18)),
                ("issued", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("returned", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("backflush", models.BooleanField(db_default=False)),
                (
                    "substitute_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "original_per_unit",
                    models.DecimalField(decimal_places=12, max_digits=24, null=True),
                ),
                (
                    "original_required",
                    models.DecimalField(decimal_places=6, max_digits=18, null=True),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["material"], name="production_material_of")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "line"), name="production_material_line"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued__gte", 0),
                            ("required__gte", 0),
                            ("returned__gte", 0),
                            ("returned__lte", models.F("issued")),
                        ),
                        name="production_material_figures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderMaterialVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="production.ordermaterial",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "order",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="production.workorder",
                    ),
                ),
                ("line", models.IntegerField()),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
                ("operation_sequence", models.IntegerField(null=True)),
                ("per_unit", models.DecimalField(decimal_places=12, max_digits=24)),
                ("required", models.DecimalField(decimal_places=6, max_digits=18)),
                ("backflush", models.BooleanField(db_default=False)),
                (
                    "substitute_for",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["order"], name="production_ordermaterial_past")],
            },
        ),
        migrations.CreateModel(
            name="OrderOperationVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="production.orderoperation",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "order",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="production.workorder",
                    ),
                ),
                ("sequence", models.IntegerField()),
                ("name", models.CharField(max_length=200)),
                ("name_en", models.CharField(db_default="", max_length=200)),
                (
                    "work_centre",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.workcentre",
                    ),
                ),
                (
                    "setup_minutes",
                    models.DecimalField(db_default=0, decimal_places=4, max_digits=12),
                ),
                ("run_minutes", models.DecimalField(db_default=0, decimal_places=6, max_digits=12)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("parallel_group", models.IntegerField(null=True)),
                (
                    "outsourced_to",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.partner",
                    ),
                ),
                ("inspection_required", models.BooleanField(db_default=False)),
                ("reporting_point", models.BooleanField(db_default=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["order"], name="production_orderoperation_past")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_plantsettingversion" ("over_percent", "over_pieces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id") VALUES (NEW."over_percent", NEW."over_pieces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."plant_id", NEW."plant_id"); RETURN NULL;',
                    hash="270451a8ad903daf6ac2a932ed686057cb652e44",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f467e",
                    table="production_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "production_plantsettingversion" ("over_percent", "over_pieces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id") VALUES (NEW."over_percent", NEW."over_pieces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."plant_id", NEW."plant_id"); RETURN NULL;',
                    hash="79c766edd75b38464eadc008131e684a7f1e1c19",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c898",
                    table="production_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_plantsettingversion" ("over_percent", "over_pieces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id") VALUES (OLD."over_percent", OLD."over_pieces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."plant_id", OLD."plant_id"); RETURN NULL;',
                    hash="974a5bc22973692af1c42d656d667da0551ca9d2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_16ccf",
                    table="production_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "production_workorderversion" ("bom_id", "due_on", "id", "lot_code", "material_id", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "plant_id", "priority", "quantity", "routing_id") SELECT new_values."bom_id", new_values."due_on", new_values."id", new_values."lot_code", new_values."material_id", new_values."note", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."planned_end", new_values."planned_start", new_values."plant_id", new_values."priority", new_values."quantity", new_values."routing_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dcf040004baf8068ce30b5644de382fca4b2603a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65d89",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="production_workorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bom_id" IS DISTINCT FROM (NEW."bom_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lot_code" IS DISTINCT FROM (NEW."lot_code") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."planned_end" IS DISTINCT FROM (NEW."planned_end") OR OLD."planned_start" IS DISTINCT FROM (NEW."planned_start") OR OLD."plant_id" IS DISTINCT FROM (NEW."plant_id") OR OLD."priority" IS DISTINCT FROM (NEW."priority") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."routing_id" IS DISTINCT FROM (NEW."routing_id"))',
                    func='INSERT INTO "production_workorderversion" ("bom_id", "due_on", "id", "lot_code", "material_id", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "plant_id", "priority", "quantity", "routing_id") VALUES (NEW."bom_id", NEW."due_on", NEW."id", NEW."lot_code", NEW."material_id", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_end", NEW."planned_start", NEW."plant_id", NEW."priority", NEW."quantity", NEW."routing_id"); RETURN NULL;',
                    hash="2b3dd4c853ceb2803751eea570ee6f8e7fda0ea5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fb27b",
                    table="production_workorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workorder",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_workorderversion" ("bom_id", "due_on", "id", "lot_code", "material_id", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "plant_id", "priority", "quantity", "routing_id") VALUES (OLD."bom_id", OLD."due_on", OLD."id", OLD."lot_code", OLD."material_id", OLD."note", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_end", OLD."planned_start", OLD."plant_id", OLD."priority", OLD."quantity", OLD."routing_id"); RETURN NULL;',
                    hash="b81ccc11d23b988513102d5bd58f00e87bf7f568",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_759cb",
                    table="production_workorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "production_orderoperationversion" ("id", "inspection_required", "name", "name_en", "order_id", "outsourced_to_id", "parallel_group", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reporting_point", "run_minutes", "sequence", "setup_minutes", "work_centre_id") SELECT new_values."id", new_values."inspection_required", new_values."name", new_values."name_en", new_values."order_id", new_values."outsourced_to_id", new_values."parallel_group", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."reporting_point", new_values."run_minutes", new_values."sequence", new_values."setup_minutes", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2b4dfba6152148f63a4bf0dcc53e42c02d98c99a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ebe26",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="production_orderoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inspection_required" IS DISTINCT FROM (NEW."inspection_required") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."outsourced_to_id" IS DISTINCT FROM (NEW."outsourced_to_id") OR OLD."parallel_group" IS DISTINCT FROM (NEW."parallel_group") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."reporting_point" IS DISTINCT FROM (NEW."reporting_point") OR OLD."run_minutes" IS DISTINCT FROM (NEW."run_minutes") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."setup_minutes" IS DISTINCT FROM (NEW."setup_minutes") OR OLD."work_centre_id" IS DISTINCT FROM (NEW."work_centre_id"))',
                    func='INSERT INTO "production_orderoperationversion" ("id", "inspection_required", "name", "name_en", "order_id", "outsourced_to_id", "parallel_group", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reporting_point", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (NEW."id", NEW."inspection_required", NEW."name", NEW."name_en", NEW."order_id", NEW."outsourced_to_id", NEW."parallel_group", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quantity", NEW."reporting_point", NEW."run_minutes", NEW."sequence", NEW."setup_minutes", NEW."work_centre_id"); RETURN NULL;',
                    hash="092a816a812900375a7a5d7120c47fb09105093f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aeda8",
                    table="production_orderoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_orderoperationversion" ("id", "inspection_required", "name", "name_en", "order_id", "outsourced_to_id", "parallel_group", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reporting_point", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (OLD."id", OLD."inspection_required", OLD."name", OLD."name_en", OLD."order_id", OLD."outsourced_to_id", OLD."parallel_group", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quantity", OLD."reporting_point", OLD."run_minutes", OLD."sequence", OLD."setup_minutes", OLD."work_centre_id"); RETURN NULL;',
                    hash="59e5f2bdc5d50b84a91abb6342056790c669d40c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c6439",
                    table="production_orderoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordermaterial",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "production_ordermaterialversion" ("backflush", "id", "line", "material_id", "operation_sequence", "order_id", "per_unit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "substitute_for_id") SELECT new_values."backflush", new_values."id", new_values."line", new_values."material_id", new_values."operation_sequence", new_values."order_id", new_values."per_unit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."required", new_values."substitute_for_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ddf13a0888862d466830cde4245b875ffd169dfe",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_53857",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="production_ordermaterial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordermaterial",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."backflush" IS DISTINCT FROM (NEW."backflush") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."operation_sequence" IS DISTINCT FROM (NEW."operation_sequence") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."per_unit" IS DISTINCT FROM (NEW."per_unit") OR OLD."required" IS DISTINCT FROM (NEW."required") OR OLD."substitute_for_id" IS DISTINCT FROM (NEW."substitute_for_id"))',
                    func='INSERT INTO "production_ordermaterialversion" ("backflush", "id", "line", "material_id", "operation_sequence", "order_id", "per_unit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "substitute_for_id") VALUES (NEW."backflush", NEW."id", NEW."line", NEW."material_id", NEW."operation_sequence", NEW."order_id", NEW."per_unit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."required", NEW."substitute_for_id"); RETURN NULL;',
                    hash="1e994b5bdd7b284ff7be100afbe54c46d02ab702",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1af50",
                    table="production_ordermaterial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordermaterial",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_ordermaterialversion" ("backflush", "id", "line", "material_id", "operation_sequence", "order_id", "per_unit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "substitute_for_id") VALUES (OLD."backflush", OLD."id", OLD."line", OLD."material_id", OLD."operation_sequence", OLD."order_id", OLD."per_unit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."required", OLD."substitute_for_id"); RETURN NULL;',
                    hash="2ee9c1397ba4c3565f77fd7b04e62ac4244963ad",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_90afd",
                    table="production_ordermaterial",
                    when="AFTER",
                ),
            ),
        ),
    ]
