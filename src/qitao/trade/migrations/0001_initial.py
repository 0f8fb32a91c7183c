import django.db.models.deletion
import django.db.models.expressions
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
        ("stock", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PurchaseOrder",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
                    ),
                ),
                ("state", models.CharField(db_default="draft", max_length=10)),
                (
                    "state_since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("ordered_on", models.DateField(null=True)),
                ("note", models.CharField(db_default="", max_length=500)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "trade_purchase_order",
                "indexes": [
                    models.Index(fields=["plant", "state", "-id"], name="trade_purchase_state")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "approved", "closed", "cancelled"])
                        ),
                        name="trade_purchase_order_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PurchaseLine",
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
                        related_name="lines",
                        to="trade.purchaseorder",
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
                ("ordered", models.DecimalField(decimal_places=6, max_digits=18)),
                ("received", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("rejected", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("stocked", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("unit_price", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("expected_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "trade_purchase_line",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "line"), name="trade_purchase_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ordered__gt", 0),
                            ("received__gte", 0),
                            ("rejected__gte", 0),
                            ("stocked__gte", 0),
                            (
                                "received__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("rejected"), "+", models.F("stocked")
                                ),
                            ),
                        ),
                        name="trade_purchase_line_figures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurchaseLineVersion",
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
                        to="trade.purchaseline",
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
                        to="trade.purchaseorder",
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
                ("ordered", models.DecimalField(decimal_places=6, max_digits=18)),
                ("unit_price", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("expected_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["order"], name="trade_purchase_line_past")],
            },
        ),
        migrations.CreateModel(
            name="PurchaseOrderEvent",
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
                        to="trade.purchaseorder",
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
                ("state", models.CharField(db_default="draft", max_length=10)),
                ("ordered_on", models.DateField(null=True)),
                ("note", models.CharField(db_default="", max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PurchaseReceipt",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="trade.purchaseline",
                    ),
                ),
                ("slip", models.CharField(max_length=80)),
                ("received", models.DecimalField(decimal_places=6, max_digits=18)),
                ("rejected", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                ("state", models.CharField(max_length=10)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "trade_purchase_receipt",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "undone"), _negated=True),
                        fields=("line", "slip"),
                        name="trade_receipt_slip_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received__gt", 0),
                            ("rejected__gte", 0),
                            ("rejected__lte", models.F("received")),
                        ),
                        name="trade_receipt_figures",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "stocked", "undone"])),
                        name="trade_receipt_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierReturn",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="trade.purchaseline",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("expected_again", models.BooleanField(db_default=False)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("reason", models.CharField(max_length=300)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "trade_supplier_return",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="trade_return_positive"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trade_purchaseorderevent" ("id", "note", "number", "ordered_on", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "state") SELECT new_values."id", new_values."note", new_values."number", new_values."ordered_on", new_values."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plant_id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="484ebb81556fe8e6bc94b380c471217c2c103a09",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4af53",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="trade_purchase_order",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."ordered_on" IS DISTINCT FROM (NEW."ordered_on") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."plant_id" IS DISTINCT FROM (NEW."plant_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "trade_purchaseorderevent" ("id", "note", "number", "ordered_on", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "state") VALUES (NEW."id", NEW."note", NEW."number", NEW."ordered_on", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."state"); RETURN NULL;',
                    hash="7ddc0dd9926473f6ea7a8891582d5d4dbef2e547",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54d9e",
                    table="trade_purchase_order",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseorder",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "trade_purchaseorderevent" ("id", "note", "number", "ordered_on", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "state") VALUES (OLD."id", OLD."note", OLD."number", OLD."ordered_on", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."state"); RETURN NULL;',
                    hash="9eb4ba1698a585def066265a0eeee506a4e60ccb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_49332",
                    table="trade_purchase_order",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trade_purchaselineversion" ("expected_on", "id", "line", "material_id", "order_id", "ordered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_price") SELECT new_values."expected_on", new_values."id", new_values."line", new_values."material_id", new_values."order_id", new_values."ordered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."unit_price" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ebd635bbaba533f2862469b220d3502a4aae3c4d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_36459",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="trade_purchase_line",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."expected_on" IS DISTINCT FROM (NEW."expected_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."material_id" IS DISTINCT FROM (NEW."material_id") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."ordered" IS DISTINCT FROM (NEW."ordered") OR OLD."unit_price" IS DISTINCT FROM (NEW."unit_price"))',
                    func='INSERT INTO "trade_purchaselineversion" ("expected_on", "id", "line", "material_id", "order_id", "ordered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_price") VALUES (NEW."expected_on", NEW."id", NEW."line", NEW."material_id", NEW."order_id", NEW."ordered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_price"); RETURN NULL;',
                    hash="3e3e76f2c8da86697cad1eb36b82a1bb412e2cd5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3dfc2",
                    table="trade_purchase_line",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "trade_purchaselineversion" ("expected_on", "id", "line", "material_id", "order_id", "ordered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_price") VALUES (OLD."expected_on", OLD."id", OLD."line", OLD."material_id", OLD."order_id", OLD."ordered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."unit_price"); RETURN NULL;',
                    hash="7c31dd3ee7e8e6e714240a445da7856e7e6e6368",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_45151",
                    table="trade_purchase_line",
                    when="AFTER",
                ),
            ),
        ),
    ]
