import django.contrib.postgres.indexes
import django.db.models.deletion
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
            name="Lot",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("made_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
                    ),
                ),
                ("supplier_code", models.CharField(db_default="", default="", max_length=80)),
                ("note", models.CharField(db_default="", default="", max_length=300)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["code"], name="stock_lot_code"),
                    models.Index(
                        condition=models.Q(("expires_on__isnull", False)),
                        fields=["expires_on"],
                        name="stock_lot_expiry",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("material", "code"), name="stock_lot_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
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
                    "lot",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                (
                    "status",
                    models.CharField(db_default="available", default="available", max_length=10),
                ),
                (
                    "quantity",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                (
                    "reserved",
                    models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=18),
                ),
                ("version", models.BigIntegerField(db_default=0, default=0)),
                ("allow_negative", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lot__isnull", False)),
                        fields=["lot"],
                        name="stock_account_lot",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("material"),
                        models.F("location"),
                        django.db.models.functions.comparison.Coalesce("lot_id", 0),
                        models.F("status"),
                        name="stock_account_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserved__gte", 0),
                            ("status__in", ("available", "quality", "blocked")),
                            models.Q(
                                ("allow_negative", True),
                                models.Q(
                                    ("quantity__gte", 0), ("reserved__lte", models.F("quantity"))
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="stock_account_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LotEvent",
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
                        to="stock.lot",
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
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.material",
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("made_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                (
                    "supplier",
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
                ("supplier_code", models.CharField(db_default="", default="", max_length=80)),
                ("note", models.CharField(db_default="", default="", max_length=300)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Serial",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                (
                    "lot",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.location",
                    ),
                ),
                (
                    "status",
                    models.CharField(db_default="available", default="available", max_length=10),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["code"], name="stock_serial_code"),
                    models.Index(fields=["lot", "location"], name="stock_serial_lot"),
                    models.Index(fields=["location", "material"], name="stock_serial_place"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("material", "code"), name="stock_serial_code_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("available", "quality", "blocked"))),
                        name="stock_serial_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posting_key", models.CharField(max_length=200)),
                ("line", models.IntegerField()),
                ("kind", models.CharField(max_length=20)),
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
                (
                    "lot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                (
                    "serial",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="stock.serial",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalog.location",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalog.location",
                    ),
                ),
                ("source_status", models.CharField(max_length=10)),
                ("target_status", models.CharField(max_length=10)),
                ("document_type", models.CharField(max_length=40, null=True)),
                ("document_id", models.BigIntegerField(null=True)),
                ("document_line", models.BigIntegerField(null=True)),
                (
                    "reverses",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="reversed_by",
                        to="stock.movement",
                    ),
                ),
                ("reason", models.CharField(db_default="", default="", max_length=300)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("call", models.UUIDField(null=True)),
                ("actor", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["material", "id"], name="stock_movement_material"),
                    models.Index(
                        condition=models.Q(("document_id__isnull", False)),
                        fields=["document_type", "document_id"],
                        name="stock_movement_document",
                    ),
                    models.Index(
                        condition=models.Q(("lot__isnull", False)),
                        fields=["lot", "id"],
                        name="stock_movement_lot",
                    ),
                    models.Index(
                        condition=models.Q(("serial__isnull", False)),
                        fields=["serial", "id"],
                        name="stock_movement_serial",
                    ),
                    models.Index(fields=["actor", "id"], name="stock_movement_actor"),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["happened_at"], name="stock_movement_happened_at"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("posting_key", "line"), name="stock_movement_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reverses__isnull", False)),
                        fields=("reverses",),
                        name="stock_movement_reversed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gt", 0),
                            models.Q(
                                models.Q(("source", models.F("target")), _negated=True),
                                models.Q(
                                    ("source_status", models.F("target_status")), _negated=True
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                                models.Q(
                                    models.Q(("kind", "reversal"), _negated=True),
                                    ("reverses__isnull", True),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="stock_movement_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account_id",
                        "version",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="entries",
                        to="stock.account",
                    ),
                ),
                ("version", models.BigIntegerField()),
                (
                    "movement",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="entries",
                        to="stock.movement",
                    ),
                ),
                ("delta", models.DecimalField(decimal_places=6, max_digits=18)),
                ("balance_after", models.DecimalField(decimal_places=6, max_digits=18)),
                ("happened_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["happened_at"], name="stock_entry_happened_at"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "movement"), name="stock_entry_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delta", 0), _negated=True), name="stock_entry_moves"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
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
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField()),
                ("state", models.CharField(db_default="closed", default="closed", max_length=10)),
                ("closings", models.IntegerField(db_default=1, default=1)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("changed_by", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plant", "ends_at"), name="stock_period_end_once"
                    ),
                    models.UniqueConstraint(
                        fields=("plant", "starts_at"),
                        name="stock_period_start_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "closed"))),
                        name="stock_period_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at__isnull", True),
                            ("starts_at__lt", models.F("ends_at")),
                            _connector="OR",
                        ),
                        name="stock_period_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holder_type", models.CharField(max_length=40)),
                ("holder_id", models.BigIntegerField()),
                ("holder_line", models.BigIntegerField(db_default=0, default=0)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="reservations",
                        to="stock.account",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "reserved_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account"], name="stock_reservation_account")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holder_type", "holder_id", "holder_line", "account"),
                        name="stock_reservation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="stock_reservation_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "period_id",
                        "closing",
                        "account_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="stock.period",
                    ),
                ),
                ("closing", models.IntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="stock.account",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("entries", models.BigIntegerField()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stock_lotevent" ("code", "created_at", "expires_on", "id", "made_on", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_code", "supplier_id") VALUES (NEW."code", NEW."created_at", NEW."expires_on", NEW."id", NEW."made_on", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."supplier_code", NEW."supplier_id"); RETURN NULL;',
                    hash="08465a4e2e87ed07fa07633271a7848570cabc98",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6651",
                    table="stock_lot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stock_lotevent" ("code", "created_at", "expires_on", "id", "made_on", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_code", "supplier_id") VALUES (NEW."code", NEW."created_at", NEW."expires_on", NEW."id", NEW."made_on", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."supplier_code", NEW."supplier_id"); RETURN NULL;',
                    hash="3af09aac93ba77905baedce818428c70fa052a79",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aedd6",
                    table="stock_lot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stock_lotevent" ("code", "created_at", "expires_on", "id", "made_on", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_code", "supplier_id") VALUES (OLD."code", OLD."created_at", OLD."expires_on", OLD."id", OLD."made_on", OLD."material_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."supplier_code", OLD."supplier_id"); RETURN NULL;',
                    hash="644b80fa93ba4023976f0fa134ad2cd930d26075",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3f95b",
                    table="stock_lot",
                    when="AFTER",
                ),
            ),
        ),
    ]
