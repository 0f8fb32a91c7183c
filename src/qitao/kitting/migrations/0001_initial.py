import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
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
                ("interception", models.SmallIntegerField(db_default=1)),
                ("allocation", models.CharField(db_default="all_or_nothing", max_length=20)),
                ("incoming_days", models.IntegerField(null=True)),
                ("stale_after_seconds", models.IntegerField(db_default=300)),
            ],
            options={
                "db_table": "kitting_plant_setting",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("interception__gte", 0), ("interception__lte", 3)),
                        name="kitting_plant_setting_interception",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("allocation__in", ["all_or_nothing", "partial"])),
                        name="kitting_plant_setting_allocation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stale_after_seconds__gt", 0),
                            models.Q(
                                ("incoming_days__isnull", True),
                                ("incoming_days__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="kitting_plant_setting_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlantSettingEvent",
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
                        to="kitting.plantsetting",
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
                ("interception", models.SmallIntegerField(db_default=1)),
                ("allocation", models.CharField(db_default="all_or_nothing", max_length=20)),
                ("incoming_days", models.IntegerField(null=True)),
                ("stale_after_seconds", models.IntegerField(db_default=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Shortage",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source_type",
                        "source_id",
                        "source_line",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("source_line", models.BigIntegerField()),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                ("required", models.DecimalField(decimal_places=6, max_digits=18)),
                ("covered", models.DecimalField(decimal_places=6, max_digits=18)),
                ("short", models.DecimalField(decimal_places=6, max_digits=18)),
                ("coverage_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "kitting_shortage",
                "indexes": [
                    models.Index(fields=["plant", "material"], name="kitting_shortage_material")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("covered__gte", 0),
                            (
                                "required",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("covered"), "+", models.F("short")
                                ),
                            ),
                            ("short__gt", 0),
                        ),
                        name="kitting_shortage_adds_up",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Supply",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source_type",
                        "source_id",
                        "source_line",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("source_line", models.BigIntegerField()),
                ("label", models.CharField(db_default="", max_length=100)),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("expected_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "kitting_supply",
                "indexes": [
                    models.Index(
                        fields=["material", "plant", "expected_on"], name="kitting_supply_due"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="kitting_supply_quantity"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sweep",
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
                ("fingerprint", models.DecimalField(decimal_places=0, max_digits=60, null=True)),
                ("clean_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("took_ms", models.IntegerField(db_default=0)),
            ],
            options={
                "db_table": "kitting_sweep",
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source_type",
                        "source_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("label", models.CharField(db_default="", max_length=100)),
                (
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                ("priority", models.SmallIntegerField()),
                ("due_on", models.DateField(null=True)),
                (
                    "rank_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("due_on"), models.Value(datetime.date(9999, 12, 31))
                        ),
                        output_field=models.DateField(),
                    ),
                ),
                ("needed_at", models.DateTimeField(null=True)),
                ("active", models.BooleanField(db_default=True)),
                ("revision", models.BigIntegerField(db_default=1)),
                ("state", models.CharField(db_default="unknown", max_length=10)),
                ("cause", models.CharField(db_default="not_checked", max_length=20)),
                ("lines", models.IntegerField(db_default=0)),
                ("lines_short", models.IntegerField(db_default=0)),
                ("coverage_on", models.DateField(null=True)),
                ("computed_at", models.DateTimeField(null=True)),
                (
                    "since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("stale_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "kitting_verdict",
                "indexes": [
                    models.Index(
                        fields=["plant", "priority", "rank_on", "source_id", "source_type"],
                        name="kitting_verdict_rank",
                    ),
                    models.Index(
                        fields=["source_type", "rank_on", "source_id"], name="kitting_verdict_due"
                    ),
                    models.Index(fields=["label"], name="kitting_verdict_label"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["complete", "partial", "short", "unknown"])
                        ),
                        name="kitting_verdict_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "unknown"), models.Q(("cause", ""), _negated=True)),
                            models.Q(models.Q(("state", "unknown"), _negated=True), ("cause", "")),
                            _connector="OR",
                        ),
                        name="kitting_verdict_cause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lines__gte", 0),
                            ("lines_short__gte", 0),
                            ("lines_short__lte", models.F("lines")),
                        ),
                        name="kitting_verdict_lines",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Demand",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source_type",
                        "source_id",
                        "source_line",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("source_line", models.BigIntegerField()),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "bom_line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalog.bomline",
                    ),
                ),
                ("priority", models.SmallIntegerField()),
                ("rank_on", models.DateField()),
                ("active", models.BooleanField(db_default=True)),
            ],
            options={
                "db_table": "kitting_demand",
                "indexes": [
                    models.Index(
                        condition=models.Q(("active", True), ("quantity__gt", 0)),
                        fields=[
                            "material",
                            "plant",
                            "priority",
                            "rank_on",
                            "source_id",
                            "source_type",
                        ],
                        include=("quantity", "source_line"),
                        name="kitting_demand_rank",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 0)), name="kitting_demand_quantity"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kitting_plantsettingevent" ("allocation", "incoming_days", "interception", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "stale_after_seconds") VALUES (NEW."allocation", NEW."incoming_days", NEW."interception", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."plant_id", NEW."plant_id", NEW."stale_after_seconds"); RETURN NULL;',
                    hash="d592d36b2cff71e082d77db64dcc39d109be8bfc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ec96d",
                    table="kitting_plant_setting",
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
                    func='INSERT INTO "kitting_plantsettingevent" ("allocation", "incoming_days", "interception", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "stale_after_seconds") VALUES (NEW."allocation", NEW."incoming_days", NEW."interception", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."plant_id", NEW."plant_id", NEW."stale_after_seconds"); RETURN NULL;',
                    hash="d31c909a50914616434085d265653e60187d8fae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5270a",
                    table="kitting_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kitting_plantsettingevent" ("allocation", "incoming_days", "interception", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "stale_after_seconds") VALUES (OLD."allocation", OLD."incoming_days", OLD."interception", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."plant_id", OLD."plant_id", OLD."stale_after_seconds"); RETURN NULL;',
                    hash="f3f1e60770cec4c56cd434993673dfb557915455",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_589e7",
                    table="kitting_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
    ]
