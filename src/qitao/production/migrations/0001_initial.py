import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0003_guards"),
        ("people", "0003_grants_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderOperation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.IntegerField()),
                ("name", models.CharField(max_length=200)),
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
                ("inspection_required", models.BooleanField(db_default=False)),
                ("reporting_point", models.BooleanField(db_default=True)),
                ("running_since", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
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
                    "outsourced_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
                    ),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.workcentre",
                    ),
                ),
            ],
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
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
                    ),
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
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="production.orderoperation",
                    ),
                ),
            ],
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
                ("good", models.DecimalField(decimal_places=6, max_digits=18)),
                ("scrap", models.DecimalField(decimal_places=6, max_digits=18)),
                ("rework", models.DecimalField(decimal_places=6, max_digits=18)),
                ("is_rework", models.BooleanField(db_default=False)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("note", models.CharField(db_default="", max_length=300)),
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
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="production.orderoperation",
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
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="production.report",
                    ),
                ),
                (
                    "scrap_reason",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.scrapreason",
                    ),
                ),
            ],
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
            name="WorkOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
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
                ("frozen_at", models.DateTimeField(null=True)),
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
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
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
            ],
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
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requisitions",
                        to="production.workorder",
                    ),
                ),
            ],
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
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("lot_code", models.CharField(db_default="", max_length=80)),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.location",
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
            ],
        ),
        migrations.AddField(
            model_name="orderoperation",
            name="order",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="operations",
                to="production.workorder",
            ),
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
                ("line", models.IntegerField()),
                ("operation_sequence", models.IntegerField(null=True)),
                ("per_unit", models.DecimalField(decimal_places=12, max_digits=24)),
                ("required", models.DecimalField(decimal_places=6, max_digits=18)),
                ("issued", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("returned", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("backflush", models.BooleanField(db_default=False)),
                (
                    "original_per_unit",
                    models.DecimalField(decimal_places=12, max_digits=24, null=True),
                ),
                (
                    "original_required",
                    models.DecimalField(decimal_places=6, max_digits=18, null=True),
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
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
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
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="production.workorder",
                    ),
                ),
            ],
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
                ("gate", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=300)),
                ("user_id", models.BigIntegerField()),
                ("user_name", models.CharField(max_length=100)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="production.workorder",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkOrderVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=60)),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("priority", models.SmallIntegerField(db_default=5)),
                ("due_on", models.DateField(null=True)),
                ("planned_start", models.DateTimeField(null=True)),
                ("planned_end", models.DateTimeField(null=True)),
                ("lot_code", models.CharField(db_default="", max_length=80)),
                ("note", models.CharField(db_default="", max_length=500)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_number_quantity_priority_due_on_planned_start_planned_end_lot_code_note_events",
                        to="production.workorder",
                    ),
                ),
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
                ("kind", models.CharField(db_default="run", max_length=20)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="periods",
                        to="production.orderoperation",
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
            ],
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["operation", "id"], name="production_dispatch_of"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity__gt", 0), ("reverses__isnull", True)),
                    models.Q(("quantity__lt", 0), ("reverses__isnull", False)),
                    _connector="OR",
                ),
                name="production_dispatch_sign",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["operation", "id"], name="production_report_operation"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["operator", "-id"], name="production_report_operator"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["happened_at"], name="production_report_happened"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "due_on",
                    models.Value(datetime.date(9999, 12, 31), output_field=models.DateField()),
                ),
                models.F("id"),
                name="production_order_due",
            ),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["state", "due_on", "id"], name="production_order_state"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["plant", "due_on", "id"], name="production_order_plant"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                condition=models.Q(("split_from__isnull", False)),
                fields=["split_from"],
                name="production_order_split",
            ),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["closed", "cancelled", "completed"]), _negated=True
                ),
                fields=["priority", "due_on", "id"],
                name="production_order_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="workorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="production_order_quantity"
            ),
        ),
        migrations.AddConstraint(
            model_name="workorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("good__gte", 0),
                    ("received__gte", 0),
                    ("scrap__gte", 0),
                    ("received__lte", models.F("good")),
                ),
                name="production_order_figures",
            ),
        ),
        migrations.AddConstraint(
            model_name="workorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 1), ("priority__lte", 9)),
                name="production_order_priority",
            ),
        ),
        migrations.AddIndex(
            model_name="requisition",
            index=models.Index(fields=["order", "id"], name="production_requisition_order"),
        ),
        migrations.AddIndex(
            model_name="requisition",
            index=models.Index(
                condition=models.Q(("report__isnull", False)),
                fields=["report"],
                name="production_requisition_report",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["order", "id"], name="production_receipt_order"),
        ),
        migrations.AddIndex(
            model_name="orderoperation",
            index=models.Index(
                condition=models.Q(("state", "finished"), _negated=True),
                fields=["work_centre", "state"],
                name="production_operation_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderoperation",
            constraint=models.UniqueConstraint(
                fields=("order", "sequence"), name="production_operation_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderoperation",
            constraint=models.CheckConstraint(
                condition=models.Q(("good__gte", 0), ("rework__gte", 0), ("scrap__gte", 0)),
                name="production_operation_figures",
            ),
        ),
        migrations.AddIndex(
            model_name="ordermaterial",
            index=models.Index(fields=["material"], name="production_material_of"),
        ),
        migrations.AddConstraint(
            model_name="ordermaterial",
            constraint=models.UniqueConstraint(
                fields=("order", "line"), name="production_material_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordermaterial",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued__gte", 0),
                    ("required__gte", 0),
                    ("returned__gte", 0),
                    ("returned__lte", models.F("issued")),
                ),
                name="production_material_figures",
            ),
        ),
        migrations.AddConstraint(
            model_name="gatewaiver",
            constraint=models.UniqueConstraint(
                fields=("order", "gate"), name="production_waiver_once"
            ),
        ),
        migrations.AddIndex(
            model_name="workperiod",
            index=models.Index(fields=["operation", "id"], name="production_period_operation"),
        ),
        migrations.AddIndex(
            model_name="workperiod",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["machine"],
                name="production_period_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="workperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("ended_at__gte", models.F("started_at")),
                    _connector="OR",
                ),
                name="production_period_order",
            ),
        ),
    ]
