import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0003_guards"),
        ("people", "0003_grants_version"),
        ("stock", "0003_ledger"),
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
                ("number", models.CharField(max_length=60, unique=True)),
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
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
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
                "db_table": "trade_purchase_order",
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
                ("line", models.IntegerField()),
                ("ordered", models.DecimalField(decimal_places=6, max_digits=18)),
                ("received", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("rejected", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("stocked", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("unit_price", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("expected_on", models.DateField(null=True)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
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
            ],
            options={
                "db_table": "trade_purchase_line",
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
                ("slip", models.CharField(max_length=80)),
                ("received", models.DecimalField(decimal_places=6, max_digits=18)),
                ("rejected", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
                ("state", models.CharField(max_length=10)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="trade.purchaseline",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
            ],
            options={
                "db_table": "trade_purchase_receipt",
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
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("expected_again", models.BooleanField(db_default=False)),
                ("slip", models.CharField(max_length=80, null=True, unique=True)),
                ("reason", models.CharField(max_length=300)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="trade.purchaseline",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
            ],
            options={
                "db_table": "trade_supplier_return",
            },
        ),
        migrations.AddIndex(
            model_name="purchaseorder",
            index=models.Index(fields=["plant", "state", "-id"], name="trade_purchase_state"),
        ),
        migrations.AddConstraint(
            model_name="purchaseorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "approved", "closed", "cancelled"])),
                name="trade_purchase_order_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchaseline",
            constraint=models.UniqueConstraint(
                fields=("order", "line"), name="trade_purchase_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="purchaseline",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="purchasereceipt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "undone"), _negated=True),
                fields=("line", "slip"),
                name="trade_receipt_slip_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasereceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received__gt", 0),
                    ("rejected__gte", 0),
                    ("rejected__lte", models.F("received")),
                ),
                name="trade_receipt_figures",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasereceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "stocked", "undone"])),
                name="trade_receipt_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplierreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="trade_return_positive"
            ),
        ),
    ]
