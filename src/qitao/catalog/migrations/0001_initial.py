import django.db.models.deletion
import pghistory.utils
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
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
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
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
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalog.location",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locations",
                        to="people.plant",
                    ),
                ),
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
                    "kind",
                    models.CharField(
                        choices=[("make", "make"), ("buy", "buy"), ("phantom", "phantom")],
                        max_length=20,
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
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="catalog.materialgroup",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="catalog.unit",
                    ),
                ),
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
            name="MaterialGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.materialgroup",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.materialgroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.partner",
                    ),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.scrapreason",
                    ),
                ),
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
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, db_default="", default="", max_length=60)),
                ("decimals", models.PositiveSmallIntegerField(db_default=0, default=0)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
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
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_centres",
                        to="people.plant",
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
                    "base_quantity",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boms",
                        to="catalog.material",
                    ),
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
                ("code", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
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
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="machines",
                        to="catalog.workcentre",
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
            name="MaterialEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                    "kind",
                    models.CharField(
                        choices=[("make", "make"), ("buy", "buy"), ("phantom", "phantom")],
                        max_length=20,
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.material",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.materialgroup",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
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
                ("factor", models.DecimalField(decimal_places=12, max_digits=24)),
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
                    "material",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unit_conversions",
                        to="catalog.material",
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
            name="LocationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.location",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.location",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.plant",
                    ),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="WorkCentreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.location",
                    ),
                ),
                (
                    "org_unit",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.orgunit",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.workcentre",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="BomLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
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
                (
                    "bom",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="catalog.bom",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_in",
                        to="catalog.material",
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
            name="BomEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                    "base_quantity",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.bom",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoutingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.routing",
                    ),
                ),
                (
                    "plant",
                    models.ForeignKey(
                        db_constraint=False,
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
                ("sequence", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "setup_minutes",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "run_minutes",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("parallel_group", models.PositiveSmallIntegerField(null=True)),
                ("inspection_required", models.BooleanField(db_default=False, default=False)),
                ("reporting_point", models.BooleanField(db_default=True, default=True)),
                (
                    "instruction",
                    models.CharField(blank=True, db_default="", default="", max_length=1000),
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
                (
                    "routing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="operations",
                        to="catalog.routing",
                    ),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="catalog.workcentre",
                    ),
                ),
            ],
            options={
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
            name="SupplierItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
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
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
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
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.supplieritem",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitConversionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("factor", models.DecimalField(decimal_places=12, max_digits=24)),
                (
                    "from_unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.unitconversion",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
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
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("active", models.BooleanField(db_default=True, default=True)),
                ("revision", models.PositiveIntegerField(db_default=1, default=1)),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.machine",
                    ),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="BomSubstitute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ratio",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
                ("priority", models.PositiveSmallIntegerField(db_default=1, default=1)),
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
            name="RoutingMachine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("setup_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("run_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("preference", models.PositiveSmallIntegerField(db_default=1, default=1)),
                (
                    "machine",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="catalog.machine",
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
            name="BomLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("line_no", models.PositiveIntegerField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
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
                (
                    "bom",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.bom",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.bomline",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoutingOperationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "setup_minutes",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "run_minutes",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("parallel_group", models.PositiveSmallIntegerField(null=True)),
                ("inspection_required", models.BooleanField(db_default=False, default=False)),
                ("reporting_point", models.BooleanField(db_default=True, default=True)),
                (
                    "instruction",
                    models.CharField(blank=True, db_default="", default="", max_length=1000),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.routingoperation",
                    ),
                ),
                (
                    "routing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.routing",
                    ),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="BomSubstituteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "ratio",
                    models.DecimalField(db_default=1, decimal_places=6, default=1, max_digits=18),
                ),
                ("priority", models.PositiveSmallIntegerField(db_default=1, default=1)),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.bomline",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.bomsubstitute",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoutingMachineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("setup_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("run_minutes", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("preference", models.PositiveSmallIntegerField(db_default=1, default=1)),
                (
                    "machine",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.machine",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="catalog.routingmachine",
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.routingoperation",
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
    ]
