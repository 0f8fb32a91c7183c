import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MaterialGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalog.materialgroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, db_default="", default="", max_length=60)),
                ("decimals", models.PositiveSmallIntegerField(db_default=0, default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 6)), name="catalog_unit_decimals"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                ("spec", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "drawing_no",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="catalog.unit",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("make", "make"), ("buy", "buy"), ("phantom", "phantom")],
                        max_length=20,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="catalog.materialgroup",
                    ),
                ),
                ("lot_tracked", models.BooleanField(db_default=False, default=False)),
                ("serial_tracked", models.BooleanField(db_default=False, default=False)),
                ("shelf_life_days", models.PositiveIntegerField(null=True)),
                (
                    "safety_stock",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "reorder_point",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("lead_time_days", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "standard_cost",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("backflush", models.BooleanField(db_default=False, default=False)),
                ("pinyin", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "letters",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                ("image", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("picture", models.CharField(max_length=64, null=True)),
                ("drawing", models.CharField(max_length=64, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["pinyin", "id"], name="catalog_material_pinyin"),
                    models.Index(fields=["kind", "code"], name="catalog_material_kind_code"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["make", "buy", "phantom"])),
                        name="catalog_material_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reorder_point__gte", 0),
                            ("safety_stock__gte", 0),
                            ("standard_cost__gte", 0),
                        ),
                        name="catalog_material_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("active", "active"), ("retired", "retired")],
                        db_default="draft",
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boms",
                        to="catalog.material",
                    ),
                ),
                (
                    "base_quantity",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["material", "effective_from"],
                        name="catalog_bom_active",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("material", "version"), name="catalog_bom_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "active", "retired"])),
                        name="catalog_bom_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_to__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="catalog_bom_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base_quantity__gt", 0)),
                        name="catalog_bom_base_quantity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locations",
                        to="people.plant",
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalog.location",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("internal", "internal"),
                            ("line_side", "line_side"),
                            ("quarantine", "quarantine"),
                            ("transit", "transit"),
                            ("supplier", "supplier"),
                            ("customer", "customer"),
                            ("production", "production"),
                            ("scrap", "scrap"),
                            ("adjustment", "adjustment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("allow_negative", models.BooleanField(db_default=False, default=False)),
                ("pickable", models.BooleanField(db_default=True, default=True)),
                ("pick_sequence", models.IntegerField(db_default=0, default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["plant", "kind"], name="catalog_location_plant_kind")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plant", "code"), name="catalog_location_plant_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "internal",
                                    "line_side",
                                    "quarantine",
                                    "transit",
                                    "supplier",
                                    "customer",
                                    "production",
                                    "scrap",
                                    "adjustment",
                                ],
                            )
                        ),
                        name="catalog_location_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="catalog_location_not_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkCentre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_centres",
                        to="people.plant",
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "org_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_centres",
                        to="people.orgunit",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("machine", "machine"),
                            ("labour", "labour"),
                            ("inspection", "inspection"),
                            ("outside", "outside"),
                        ],
                        db_default="machine",
                        default="machine",
                        max_length=20,
                    ),
                ),
                ("capacity_minutes", models.PositiveIntegerField(db_default=480, default=480)),
                (
                    "cost_rate",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "line_side_location",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="fed_work_centres",
                        to="catalog.location",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plant", "code"), name="catalog_workcentre_plant_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["machine", "labour", "inspection", "outside"])
                        ),
                        name="catalog_workcentre_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost_rate__gte", 0)),
                        name="catalog_workcentre_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Machine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="machines",
                        to="catalog.workcentre",
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "ready"),
                            ("down", "down"),
                            ("maintenance", "maintenance"),
                            ("retired", "retired"),
                        ],
                        db_default="ready",
                        default="ready",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["ready", "down", "maintenance", "retired"])
                        ),
                        name="catalog_machine_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supplier", "supplier"),
                            ("customer", "customer"),
                            ("both", "both"),
                            ("outsourcer", "outsourcer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pinyin", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "letters",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                (
                    "contact",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                ("phone", models.CharField(blank=True, db_default="", default="", max_length=60)),
                (
                    "address",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pinyin", "id"], name="catalog_partner_pinyin")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["supplier", "customer", "both", "outsourcer"])
                        ),
                        name="catalog_partner_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerEvent",
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
                        to="catalog.partner",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supplier", "supplier"),
                            ("customer", "customer"),
                            ("both", "both"),
                            ("outsourcer", "outsourcer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pinyin", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "letters",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                (
                    "contact",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                ("phone", models.CharField(blank=True, db_default="", default="", max_length=60)),
                (
                    "address",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Routing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("active", "active"), ("retired", "retired")],
                        db_default="draft",
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routings",
                        to="catalog.material",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routings",
                        to="people.plant",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["material", "plant", "effective_from"],
                        name="catalog_routing_active",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("material", "plant", "version"), name="catalog_routing_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "active", "retired"])),
                        name="catalog_routing_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_to__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="catalog_routing_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingEvent",
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
                        to="catalog.routing",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("active", "active"), ("retired", "retired")],
                        db_default="draft",
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoutingOperation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "routing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="operations",
                        to="catalog.routing",
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="catalog.workcentre",
                    ),
                ),
                (
                    "setup_minutes",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "run_minutes",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outsourced_operations",
                        to="catalog.partner",
                    ),
                ),
                ("parallel_group", models.PositiveSmallIntegerField(null=True)),
                ("inspection_required", models.BooleanField(db_default=False, default=False)),
                ("reporting_point", models.BooleanField(db_default=True, default=True)),
                (
                    "instruction",
                    models.CharField(blank=True, db_default="", default="", max_length=1000),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "-name_en"], name="catalog_operation_name")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("routing", "sequence"), name="catalog_routingoperation_no"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("run_minutes__gte", 0), ("sequence__gt", 0), ("setup_minutes__gte", 0)
                        ),
                        name="catalog_routingoperation_sane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingMachine",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="machines",
                        to="catalog.routingoperation",
                    ),
                ),
                (
                    "machine",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="catalog.machine",
                    ),
                ),
                ("setup_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("run_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("preference", models.PositiveSmallIntegerField(db_default=1, default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("operation", "machine"), name="catalog_routingmachine_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingMachineEvent",
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
                        to="catalog.routingmachine",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "operation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.routingoperation",
                    ),
                ),
                (
                    "machine",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.machine",
                    ),
                ),
                ("setup_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("run_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("preference", models.PositiveSmallIntegerField(db_default=1, default=1)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["operation"], name="catalog_routingmachine_past")],
            },
        ),
        migrations.CreateModel(
            name="RoutingOperationEvent",
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
                        to="catalog.routingoperation",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "routing",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.routing",
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
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
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "run_minutes",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "partner",
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
                ("parallel_group", models.PositiveSmallIntegerField(null=True)),
                ("inspection_required", models.BooleanField(db_default=False, default=False)),
                ("reporting_point", models.BooleanField(db_default=True, default=True)),
                (
                    "instruction",
                    models.CharField(blank=True, db_default="", default="", max_length=1000),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["routing"], name="catalog_routingoperation_past")],
            },
        ),
        migrations.CreateModel(
            name="ScrapReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScrapReasonEvent",
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
                        to="catalog.scrapreason",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupplierItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supplier_items",
                        to="catalog.material",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supplier_items",
                        to="catalog.partner",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.unit",
                    ),
                ),
                (
                    "supplier_code",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                ("lead_time_days", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "price",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "quantity_min",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("quantity_max", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("preference", models.PositiveSmallIntegerField(db_default=1, default=1)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["partner", "material"], name="catalog_supplieritem_partner"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("material", "partner"), name="catalog_supplieritem_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price__gte", 0),
                            ("quantity_min__gte", 0),
                            models.Q(
                                ("quantity_max__isnull", True),
                                ("quantity_max__gte", models.F("quantity_min")),
                                _connector="OR",
                            ),
                        ),
                        name="catalog_supplieritem_sane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierItemEvent",
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
                        to="catalog.supplieritem",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
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
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.partner",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
                (
                    "supplier_code",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                ("lead_time_days", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "price",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "quantity_min",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("quantity_max", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("preference", models.PositiveSmallIntegerField(db_default=1, default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitConversion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unit_conversions",
                        to="catalog.material",
                    ),
                ),
                (
                    "from_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.unit",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.unit",
                    ),
                ),
                ("factor", models.DecimalField(decimal_places=12, max_digits=24)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("from_unit", "to_unit", "material"),
                        name="catalog_unitconversion_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("factor__gt", 0),
                            models.Q(("from_unit", models.F("to_unit")), _negated=True),
                        ),
                        name="catalog_unitconversion_sane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitConversionEvent",
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
                        to="catalog.unitconversion",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                    "from_unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
                ("factor", models.DecimalField(decimal_places=12, max_digits=24)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitEvent",
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
                        to="catalog.unit",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, db_default="", default="", max_length=60)),
                ("decimals", models.PositiveSmallIntegerField(db_default=0, default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkCentreEvent",
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
                        to="catalog.workcentre",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
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
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "org_unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.orgunit",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("machine", "machine"),
                            ("labour", "labour"),
                            ("inspection", "inspection"),
                            ("outside", "outside"),
                        ],
                        db_default="machine",
                        default="machine",
                        max_length=20,
                    ),
                ),
                ("capacity_minutes", models.PositiveIntegerField(db_default=480, default=480)),
                (
                    "cost_rate",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "line_side_location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.location",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BomLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bom",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="catalog.bom",
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                (
                    "component",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_in",
                        to="catalog.material",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.unit",
                    ),
                ),
                ("fixed", models.BooleanField(db_default=False, default=False)),
                (
                    "scrap_rate",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=7),
                ),
                ("phantom", models.BooleanField(null=True)),
                ("operation_sequence", models.PositiveIntegerField(null=True)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("backflush", models.BooleanField(null=True)),
                (
                    "position",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["component", "bom"], name="catalog_bomline_component")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("bom", "line_no"), name="catalog_bomline_no"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gt", 0), ("scrap_rate__gte", 0), ("scrap_rate__lt", 1)
                        ),
                        name="catalog_bomline_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="catalog_bomline_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BomSubstitute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="substitutes",
                        to="catalog.bomline",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutes_in",
                        to="catalog.material",
                    ),
                ),
                (
                    "ratio",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
                ("priority", models.PositiveSmallIntegerField(db_default=1, default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "material"), name="catalog_bomsubstitute_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ratio__gt", 0)), name="catalog_bomsubstitute_ratio"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocationEvent",
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
                        to="catalog.location",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
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
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.location",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("internal", "internal"),
                            ("line_side", "line_side"),
                            ("quarantine", "quarantine"),
                            ("transit", "transit"),
                            ("supplier", "supplier"),
                            ("customer", "customer"),
                            ("production", "production"),
                            ("scrap", "scrap"),
                            ("adjustment", "adjustment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("allow_negative", models.BooleanField(db_default=False, default=False)),
                ("pickable", models.BooleanField(db_default=True, default=True)),
                ("pick_sequence", models.IntegerField(db_default=0, default=0)),
                (
                    "work_centre",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.workcentre",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MachineEvent",
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
                        to="catalog.machine",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
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
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "ready"),
                            ("down", "down"),
                            ("maintenance", "maintenance"),
                            ("retired", "retired"),
                        ],
                        db_default="ready",
                        default="ready",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BomSubstituteEvent",
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
                        to="catalog.bomsubstitute",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.bomline",
                    ),
                ),
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
                (
                    "ratio",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
                ("priority", models.PositiveSmallIntegerField(db_default=1, default=1)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["line"], name="catalog_bomsubstitute_past")],
            },
        ),
        migrations.CreateModel(
            name="BomLineEvent",
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
                        to="catalog.bomline",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "bom",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.bom",
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                (
                    "component",
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
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
                ("fixed", models.BooleanField(db_default=False, default=False)),
                (
                    "scrap_rate",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=7),
                ),
                ("phantom", models.BooleanField(null=True)),
                ("operation_sequence", models.PositiveIntegerField(null=True)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("backflush", models.BooleanField(null=True)),
                (
                    "position",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["bom"], name="catalog_bomline_past")],
            },
        ),
        migrations.CreateModel(
            name="BomEvent",
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
                        to="catalog.bom",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("active", "active"), ("retired", "retired")],
                        db_default="draft",
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
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
                (
                    "base_quantity",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MaterialEvent",
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
                        to="catalog.material",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                ("spec", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "drawing_no",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("make", "make"), ("buy", "buy"), ("phantom", "phantom")],
                        max_length=20,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.materialgroup",
                    ),
                ),
                ("lot_tracked", models.BooleanField(db_default=False, default=False)),
                ("serial_tracked", models.BooleanField(db_default=False, default=False)),
                ("shelf_life_days", models.PositiveIntegerField(null=True)),
                (
                    "safety_stock",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "reorder_point",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("lead_time_days", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "standard_cost",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("backflush", models.BooleanField(db_default=False, default=False)),
                ("pinyin", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "letters",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                ("image", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("picture", models.CharField(max_length=64, null=True)),
                ("drawing", models.CharField(max_length=64, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MaterialGroupEvent",
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
                        to="catalog.materialgroup",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "name_en",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.materialgroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="location",
            name="work_centre",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="locations",
                to="catalog.workcentre",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_partnerevent" ("active", "address", "code", "contact", "id", "kind", "letters", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "revision") SELECT new_values."active", new_values."address", new_values."code", new_values."contact", new_values."id", new_values."kind", new_values."letters", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."pinyin", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5ae25b3fa14b0238138606ca375d1d6351d351d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a25ca",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_partnerevent" ("active", "address", "code", "contact", "id", "kind", "letters", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "revision") VALUES (NEW."active", NEW."address", NEW."code", NEW."contact", NEW."id", NEW."kind", NEW."letters", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."pinyin", NEW."revision"); RETURN NULL;',
                    hash="d1652acd306683a0535663e8d0e1d9ba5b9c78b6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09570",
                    table="catalog_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_partnerevent" ("active", "address", "code", "contact", "id", "kind", "letters", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "revision") VALUES (OLD."active", OLD."address", OLD."code", OLD."contact", OLD."id", OLD."kind", OLD."letters", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."pinyin", OLD."revision"); RETURN NULL;',
                    hash="7db02903cc990bdbbdc015919950a75e58c6d089",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_498bc",
                    table="catalog_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapreason",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_scrapreasonevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."active", new_values."code", new_values."id", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c0b87048f9c7e4f98ece367c96886cc145e02563",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f67e4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_scrapreason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapreason",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_scrapreasonevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="30810d027f8f69be6174dc35f0506f6acc9274ff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a4d72",
                    table="catalog_scrapreason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapreason",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_scrapreasonevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="6357635fbbb97c035683200c00acbe8ee00905e7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b8db6",
                    table="catalog_scrapreason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_unitevent" ("active", "code", "decimals", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."active", new_values."code", new_values."decimals", new_values."id", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6223b35fdd8984d741e5f262dfd90a2e8447a7a3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f03e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_unitevent" ("active", "code", "decimals", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."active", NEW."code", NEW."decimals", NEW."id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="4f4960aacfba694c6a4a7fa800f4192d48283528",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a480",
                    table="catalog_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_unitevent" ("active", "code", "decimals", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."active", OLD."code", OLD."decimals", OLD."id", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="660af7b1dd35c460ba53fbc79afd72e8aa8bf8c9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_06fe2",
                    table="catalog_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomsubstitute",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_bomsubstituteevent" ("id", "line_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "ratio") SELECT new_values."id", new_values."line_id", new_values."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."priority", new_values."ratio" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d42a597167d6852fb2dcfd5d25b2a2a82b3de54b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_17b18",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_bomsubstitute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomsubstitute",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_bomsubstituteevent" ("id", "line_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "ratio") VALUES (NEW."id", NEW."line_id", NEW."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."priority", NEW."ratio"); RETURN NULL;',
                    hash="6376193b5008ccd975c548829badcc910eb48254",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03f1b",
                    table="catalog_bomsubstitute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomsubstitute",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_bomsubstituteevent" ("id", "line_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "ratio") VALUES (OLD."id", OLD."line_id", OLD."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."priority", OLD."ratio"); RETURN NULL;',
                    hash="d72c5281e237c3a5132936a319212758b2825a0f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_749d5",
                    table="catalog_bomsubstitute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bom",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_bomevent" ("base_quantity", "effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "version") SELECT new_values."base_quantity", new_values."effective_from", new_values."effective_to", new_values."id", new_values."material_id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision", new_values."state", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="35f3a0f63b44b9791f270f620d2e42ec09e30856",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38163",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_bom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bom",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_bomevent" ("base_quantity", "effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "version") VALUES (NEW."base_quantity", NEW."effective_from", NEW."effective_to", NEW."id", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."state", NEW."version"); RETURN NULL;',
                    hash="c046b29e6862af893a8b55e3513d3cc681993e21",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9013f",
                    table="catalog_bom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bom",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_bomevent" ("base_quantity", "effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "version") VALUES (OLD."base_quantity", OLD."effective_from", OLD."effective_to", OLD."id", OLD."material_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."state", OLD."version"); RETURN NULL;',
                    hash="4f6e79810b25408f1445e722927fee11857c6e8e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_309e7",
                    table="catalog_bom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."active", new_values."code", new_values."id", new_values."name", new_values."name_en", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3829d83392e1d364ad49978a5675a76dfcd18e28",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22d8e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_materialgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", NEW."name_en", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="32e137ac232c1e69c6a5f8992ea7b2b4f5efe3c0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d77ac",
                    table="catalog_materialgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", OLD."name_en", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="8f036f13ed2c10abdf386ab3fcf323ce5f807a83",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5f540",
                    table="catalog_materialgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routing",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_routingevent" ("effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision", "state", "version") SELECT new_values."effective_from", new_values."effective_to", new_values."id", new_values."material_id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plant_id", new_values."revision", new_values."state", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1de592aaea18cf5dc2f42b3435203d7dbbbf750f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_76581",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_routing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routing",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_routingevent" ("effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision", "state", "version") VALUES (NEW."effective_from", NEW."effective_to", NEW."id", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."revision", NEW."state", NEW."version"); RETURN NULL;',
                    hash="737e42c8d83cb859c941f48cea6dd065d3f8791b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_566bf",
                    table="catalog_routing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routing",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routingevent" ("effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision", "state", "version") VALUES (OLD."effective_from", OLD."effective_to", OLD."id", OLD."material_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."revision", OLD."state", OLD."version"); RETURN NULL;',
                    hash="ef67b5951634b4d12892b0416daf1016b44b0816",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_814d1",
                    table="catalog_routing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingmachine",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_routingmachineevent" ("id", "machine_id", "operation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "run_minutes", "setup_minutes") SELECT new_values."id", new_values."machine_id", new_values."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."preference", new_values."run_minutes", new_values."setup_minutes" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4e428a32a907717e9a1b63eb7bd8fa1c38f82c64",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e5bdb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_routingmachine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingmachine",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_routingmachineevent" ("id", "machine_id", "operation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "run_minutes", "setup_minutes") VALUES (NEW."id", NEW."machine_id", NEW."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."preference", NEW."run_minutes", NEW."setup_minutes"); RETURN NULL;',
                    hash="800d54a1788bcc76cebea2693d1e4e1b71cdaea0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7dbea",
                    table="catalog_routingmachine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingmachine",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routingmachineevent" ("id", "machine_id", "operation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "run_minutes", "setup_minutes") VALUES (OLD."id", OLD."machine_id", OLD."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preference", OLD."run_minutes", OLD."setup_minutes"); RETURN NULL;',
                    hash="3f7272aa185ca03c7481313520dbea0adf7b3d1a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9d4ab",
                    table="catalog_routingmachine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplieritem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_supplieritemevent" ("active", "id", "lead_time_days", "material_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "price", "quantity_max", "quantity_min", "revision", "supplier_code", "unit_id") SELECT new_values."active", new_values."id", new_values."lead_time_days", new_values."material_id", new_values."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."preference", new_values."price", new_values."quantity_max", new_values."quantity_min", new_values."revision", new_values."supplier_code", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ec588bd9fd17fcd966b1d752517ef14608e65703",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81130",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_supplieritem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplieritem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_supplieritemevent" ("active", "id", "lead_time_days", "material_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "price", "quantity_max", "quantity_min", "revision", "supplier_code", "unit_id") VALUES (NEW."active", NEW."id", NEW."lead_time_days", NEW."material_id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."preference", NEW."price", NEW."quantity_max", NEW."quantity_min", NEW."revision", NEW."supplier_code", NEW."unit_id"); RETURN NULL;',
                    hash="47f6b07afd1b01a8119dd25c6d91cbd20294f494",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_758dc",
                    table="catalog_supplieritem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplieritem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_supplieritemevent" ("active", "id", "lead_time_days", "material_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "price", "quantity_max", "quantity_min", "revision", "supplier_code", "unit_id") VALUES (OLD."active", OLD."id", OLD."lead_time_days", OLD."material_id", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preference", OLD."price", OLD."quantity_max", OLD."quantity_min", OLD."revision", OLD."supplier_code", OLD."unit_id"); RETURN NULL;',
                    hash="bb7e44090a38c1229b7543282fd782ff4cc23844",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bf5e2",
                    table="catalog_supplieritem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") SELECT new_values."active", new_values."backflush", new_values."code", new_values."drawing", new_values."drawing_no", new_values."group_id", new_values."id", new_values."image", new_values."kind", new_values."lead_time_days", new_values."letters", new_values."lot_tracked", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."picture", new_values."pinyin", new_values."reorder_point", new_values."revision", new_values."safety_stock", new_values."serial_tracked", new_values."shelf_life_days", new_values."spec", new_values."standard_cost", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="29a10ef14f0e960e11c35f057339c70d11ff9a46",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c0b63",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") VALUES (NEW."active", NEW."backflush", NEW."code", NEW."drawing", NEW."drawing_no", NEW."group_id", NEW."id", NEW."image", NEW."kind", NEW."lead_time_days", NEW."letters", NEW."lot_tracked", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."picture", NEW."pinyin", NEW."reorder_point", NEW."revision", NEW."safety_stock", NEW."serial_tracked", NEW."shelf_life_days", NEW."spec", NEW."standard_cost", NEW."unit_id"); RETURN NULL;',
                    hash="76d38bcf8c8d06b8e7534304a14204be69c478e1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_40e77",
                    table="catalog_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") VALUES (OLD."active", OLD."backflush", OLD."code", OLD."drawing", OLD."drawing_no", OLD."group_id", OLD."id", OLD."image", OLD."kind", OLD."lead_time_days", OLD."letters", OLD."lot_tracked", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."picture", OLD."pinyin", OLD."reorder_point", OLD."revision", OLD."safety_stock", OLD."serial_tracked", OLD."shelf_life_days", OLD."spec", OLD."standard_cost", OLD."unit_id"); RETURN NULL;',
                    hash="da25f23c9d341bb5fa26c2094bfc90c3b005c697",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88bd0",
                    table="catalog_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_bomlineevent" ("backflush", "bom_id", "component_id", "fixed", "id", "line_no", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phantom", "position", "quantity", "scrap_rate", "unit_id", "valid_from", "valid_to") SELECT new_values."backflush", new_values."bom_id", new_values."component_id", new_values."fixed", new_values."id", new_values."line_no", new_values."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phantom", new_values."position", new_values."quantity", new_values."scrap_rate", new_values."unit_id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="009e8b73c65a50d4adf9a4f29b968eea8d690de5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_40db6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_bomline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_bomlineevent" ("backflush", "bom_id", "component_id", "fixed", "id", "line_no", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phantom", "position", "quantity", "scrap_rate", "unit_id", "valid_from", "valid_to") VALUES (NEW."backflush", NEW."bom_id", NEW."component_id", NEW."fixed", NEW."id", NEW."line_no", NEW."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phantom", NEW."position", NEW."quantity", NEW."scrap_rate", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="cfee0b6249264df410aae846f88878c0e9702ce8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d860",
                    table="catalog_bomline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_bomlineevent" ("backflush", "bom_id", "component_id", "fixed", "id", "line_no", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phantom", "position", "quantity", "scrap_rate", "unit_id", "valid_from", "valid_to") VALUES (OLD."backflush", OLD."bom_id", OLD."component_id", OLD."fixed", OLD."id", OLD."line_no", OLD."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phantom", OLD."position", OLD."quantity", OLD."scrap_rate", OLD."unit_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="dcf19a59b8755fb83931def4fdcd0de19bce2415",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d01a1",
                    table="catalog_bomline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitconversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_unitconversionevent" ("factor", "from_unit_id", "id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id") SELECT new_values."factor", new_values."from_unit_id", new_values."id", new_values."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."to_unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e7ff25cca43b2043cc1ca5e9725a49f9c8b33916",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e42f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_unitconversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitconversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_unitconversionevent" ("factor", "from_unit_id", "id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id") VALUES (NEW."factor", NEW."from_unit_id", NEW."id", NEW."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."to_unit_id"); RETURN NULL;',
                    hash="13d5f4988cedf1d8df00b5eb4a7eeee6d70a4166",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6926c",
                    table="catalog_unitconversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitconversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_unitconversionevent" ("factor", "from_unit_id", "id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id") VALUES (OLD."factor", OLD."from_unit_id", OLD."id", OLD."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."to_unit_id"); RETURN NULL;',
                    hash="cb73f0f7daf1e5d6bd7ffe71d95d33d08c14a7d5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1f2a7",
                    table="catalog_unitconversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "name_en", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") SELECT new_values."active", new_values."capacity_minutes", new_values."code", new_values."cost_rate", new_values."id", new_values."kind", new_values."line_side_location_id", new_values."name", new_values."name_en", new_values."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plant_id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b348efb09c32e19fc17978004faaf5b3a4d979c3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_032ac",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_workcentre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "name_en", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") VALUES (NEW."active", NEW."capacity_minutes", NEW."code", NEW."cost_rate", NEW."id", NEW."kind", NEW."line_side_location_id", NEW."name", NEW."name_en", NEW."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."revision"); RETURN NULL;',
                    hash="ecd1eab48ba0ae06e4200ba09083fc5c2a9fc1e1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_59c34",
                    table="catalog_workcentre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "name_en", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") VALUES (OLD."active", OLD."capacity_minutes", OLD."code", OLD."cost_rate", OLD."id", OLD."kind", OLD."line_side_location_id", OLD."name", OLD."name_en", OLD."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."revision"); RETURN NULL;',
                    hash="a2fab00c33a3a1caaf630d6dc186c02dbe4f543d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7ae4a",
                    table="catalog_workcentre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "name_en", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") SELECT new_values."id", new_values."inspection_required", new_values."instruction", new_values."name", new_values."name_en", new_values."parallel_group", new_values."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reporting_point", new_values."routing_id", new_values."run_minutes", new_values."sequence", new_values."setup_minutes", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="51860bfe16c72898787e948f5caa2780bcada3b5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_33f76",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_routingoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "name_en", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (NEW."id", NEW."inspection_required", NEW."instruction", NEW."name", NEW."name_en", NEW."parallel_group", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reporting_point", NEW."routing_id", NEW."run_minutes", NEW."sequence", NEW."setup_minutes", NEW."work_centre_id"); RETURN NULL;',
                    hash="798f4e8d24370bba5659425578c42a1d04d50122",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_863be",
                    table="catalog_routingoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "name_en", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (OLD."id", OLD."inspection_required", OLD."instruction", OLD."name", OLD."name_en", OLD."parallel_group", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reporting_point", OLD."routing_id", OLD."run_minutes", OLD."sequence", OLD."setup_minutes", OLD."work_centre_id"); RETURN NULL;',
                    hash="be6e0f09817ad2c4c886f87f751d616b30e38924",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2f156",
                    table="catalog_routingoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") SELECT new_values."active", new_values."code", new_values."id", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision", new_values."state", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="030bc186cafc461264e73aaf26cc77f1264135dd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5376c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."state", NEW."work_centre_id"); RETURN NULL;',
                    hash="7aaa06a6ab700fadb902aa1e98853664ff8cad55",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d391",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."state", OLD."work_centre_id"); RETURN NULL;',
                    hash="e62f24456a6ce18ab9d03fca8961ad1c236ed18a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e036a",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") SELECT new_values."active", new_values."allow_negative", new_values."code", new_values."id", new_values."kind", new_values."name", new_values."name_en", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pick_sequence", new_values."pickable", new_values."plant_id", new_values."revision", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1714c45602a65983050c242d3c5332f1ff4bdb77",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3d5f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") VALUES (NEW."active", NEW."allow_negative", NEW."code", NEW."id", NEW."kind", NEW."name", NEW."name_en", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pick_sequence", NEW."pickable", NEW."plant_id", NEW."revision", NEW."work_centre_id"); RETURN NULL;',
                    hash="173724b838d3bd1ac0c4d8d8fe0901b00640fbbc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20d5f",
                    table="catalog_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") VALUES (OLD."active", OLD."allow_negative", OLD."code", OLD."id", OLD."kind", OLD."name", OLD."name_en", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pick_sequence", OLD."pickable", OLD."plant_id", OLD."revision", OLD."work_centre_id"); RETURN NULL;',
                    hash="30d91940285a2a682683b021e6a3a120e7d9d5ae",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_acee5",
                    table="catalog_location",
                    when="AFTER",
                ),
            ),
        ),
    ]
