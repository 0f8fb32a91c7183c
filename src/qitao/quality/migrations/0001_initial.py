import django.db.models.deletion
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
                (
                    "plant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
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
                ("source_label_en", models.CharField(db_default="", max_length=200)),
                (
                    "plant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="quality.plan",
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
                    "lot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                ("operation_name", models.CharField(db_default="", max_length=200)),
                ("operation_name_en", models.CharField(db_default="", max_length=200)),
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
                (
                    "inspector",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("rest_good", models.BooleanField(db_default=False)),
                ("pieces_faulty", models.IntegerField(db_default=0)),
                ("disposition", models.CharField(max_length=12, null=True)),
                ("disposition_reason", models.CharField(db_default="", max_length=500)),
                (
                    "disposition_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("disposed_at", models.DateTimeField(null=True)),
                (
                    "repeats",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="quality.inspection",
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
            name="NonConformance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                (
                    "inspection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nonconformances",
                        to="quality.inspection",
                    ),
                ),
                ("source_type", models.CharField(db_default="", max_length=40)),
                ("source_id", models.BigIntegerField(null=True)),
                ("source_label", models.CharField(db_default="", max_length=200)),
                ("source_label_en", models.CharField(db_default="", max_length=200)),
                (
                    "plant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
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
                    "lot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
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
        migrations.CreateModel(
            name="NonConformanceEvent",
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
                        to="quality.nonconformance",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=60)),
                (
                    "inspection",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quality.inspection",
                    ),
                ),
                ("source_type", models.CharField(db_default="", max_length=40)),
                ("source_id", models.BigIntegerField(null=True)),
                ("source_label", models.CharField(db_default="", max_length=200)),
                ("source_label_en", models.CharField(db_default="", max_length=200)),
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
                (
                    "material",
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
                (
                    "lot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="stock.lot",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
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
            name="PlanCharacteristicEvent",
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
                        to="quality.plancharacteristic",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quality.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["plan"], name="quality_plan_characterist_past")],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
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
                        to="quality.plan",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("version", models.IntegerField(db_default=1)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=20)),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.plant",
                    ),
                ),
                (
                    "material",
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
            ],
            options={
                "abstract": False,
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
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="quality.inspection",
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
        pgtrigger.migrations.AddTrigger(
            model_name="nonconformance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_nonconformanceevent" ("cause", "closed_at", "closed_by_name", "correction", "description", "id", "inspection_id", "lot_id", "material_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "quantity", "raised_at", "raised_by", "raised_by_name", "severity", "source_id", "source_label", "source_label_en", "source_type", "state") VALUES (NEW."cause", NEW."closed_at", NEW."closed_by_name", NEW."correction", NEW."description", NEW."id", NEW."inspection_id", NEW."lot_id", NEW."material_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plant_id", NEW."quantity", NEW."raised_at", NEW."raised_by", NEW."raised_by_name", NEW."severity", NEW."source_id", NEW."source_label", NEW."source_label_en", NEW."source_type", NEW."state"); RETURN NULL;',
                    hash="9d5afc454ab0999901716a49dc64b1354d777f45",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3ad05",
                    table="quality_nonconformance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nonconformance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quality_nonconformanceevent" ("cause", "closed_at", "closed_by_name", "correction", "description", "id", "inspection_id", "lot_id", "material_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "quantity", "raised_at", "raised_by", "raised_by_name", "severity", "source_id", "source_label", "source_label_en", "source_type", "state") VALUES (NEW."cause", NEW."closed_at", NEW."closed_by_name", NEW."correction", NEW."description", NEW."id", NEW."inspection_id", NEW."lot_id", NEW."material_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."quantity", NEW."raised_at", NEW."raised_by", NEW."raised_by_name", NEW."severity", NEW."source_id", NEW."source_label", NEW."source_label_en", NEW."source_type", NEW."state"); RETURN NULL;',
                    hash="7bd394d65b8136cab89c436f10887de042a081a0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_335b0",
                    table="quality_nonconformance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nonconformance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_nonconformanceevent" ("cause", "closed_at", "closed_by_name", "correction", "description", "id", "inspection_id", "lot_id", "material_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "quantity", "raised_at", "raised_by", "raised_by_name", "severity", "source_id", "source_label", "source_label_en", "source_type", "state") VALUES (OLD."cause", OLD."closed_at", OLD."closed_by_name", OLD."correction", OLD."description", OLD."id", OLD."inspection_id", OLD."lot_id", OLD."material_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."quantity", OLD."raised_at", OLD."raised_by", OLD."raised_by_name", OLD."severity", OLD."source_id", OLD."source_label", OLD."source_label_en", OLD."source_type", OLD."state"); RETURN NULL;',
                    hash="9c8ec25133c547fee8328b43a06ae020c77fcc0e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e7a7",
                    table="quality_nonconformance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_planevent" ("aql", "blocking", "code", "created_at", "id", "kind", "level", "material_id", "name", "operation_name", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "published_at", "sample_count", "sample_percent", "sampling", "state", "version") VALUES (NEW."aql", NEW."blocking", NEW."code", NEW."created_at", NEW."id", NEW."kind", NEW."level", NEW."material_id", NEW."name", NEW."operation_name", NEW."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plant_id", NEW."published_at", NEW."sample_count", NEW."sample_percent", NEW."sampling", NEW."state", NEW."version"); RETURN NULL;',
                    hash="0f54136683f0654d46ea3a6f7ba6632cddb5e049",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5e281",
                    table="quality_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quality_planevent" ("aql", "blocking", "code", "created_at", "id", "kind", "level", "material_id", "name", "operation_name", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "published_at", "sample_count", "sample_percent", "sampling", "state", "version") VALUES (NEW."aql", NEW."blocking", NEW."code", NEW."created_at", NEW."id", NEW."kind", NEW."level", NEW."material_id", NEW."name", NEW."operation_name", NEW."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."published_at", NEW."sample_count", NEW."sample_percent", NEW."sampling", NEW."state", NEW."version"); RETURN NULL;',
                    hash="5373d7efdb7c1180e5cff9e8d0ec02484d9a7c1e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8fbc6",
                    table="quality_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_planevent" ("aql", "blocking", "code", "created_at", "id", "kind", "level", "material_id", "name", "operation_name", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "published_at", "sample_count", "sample_percent", "sampling", "state", "version") VALUES (OLD."aql", OLD."blocking", OLD."code", OLD."created_at", OLD."id", OLD."kind", OLD."level", OLD."material_id", OLD."name", OLD."operation_name", OLD."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."published_at", OLD."sample_count", OLD."sample_percent", OLD."sampling", OLD."state", OLD."version"); RETURN NULL;',
                    hash="d11ced832497074c8a4794f2309982af3a46cda6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dfb59",
                    table="quality_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plancharacteristic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "quality_plancharacteristicevent" ("id", "instrument", "kind", "lower", "method", "name", "nominal", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "plan_id", "unit", "upper") SELECT new_values."id", new_values."instrument", new_values."kind", new_values."lower", new_values."method", new_values."name", new_values."nominal", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."picture", new_values."plan_id", new_values."unit", new_values."upper" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bc8e6debe763516fd8ef5e07c95634270e3553e6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_468f8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="quality_plan_characteristic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plancharacteristic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quality_plancharacteristicevent" ("id", "instrument", "kind", "lower", "method", "name", "nominal", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "plan_id", "unit", "upper") VALUES (NEW."id", NEW."instrument", NEW."kind", NEW."lower", NEW."method", NEW."name", NEW."nominal", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."picture", NEW."plan_id", NEW."unit", NEW."upper"); RETURN NULL;',
                    hash="43cab80c4ce4c8ca7f590b194a0c27694a2efb9e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_43ce4",
                    table="quality_plan_characteristic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plancharacteristic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_plancharacteristicevent" ("id", "instrument", "kind", "lower", "method", "name", "nominal", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "plan_id", "unit", "upper") VALUES (OLD."id", OLD."instrument", OLD."kind", OLD."lower", OLD."method", OLD."name", OLD."nominal", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."picture", OLD."plan_id", OLD."unit", OLD."upper"); RETURN NULL;',
                    hash="1f58b966c8b2c6095a084c95fd4149f49c58e8e4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_82f7c",
                    table="quality_plan_characteristic",
                    when="AFTER",
                ),
            ),
        ),
    ]
