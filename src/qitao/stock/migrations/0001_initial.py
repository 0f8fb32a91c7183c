import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pghistory.utils
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
                ("code", models.CharField(max_length=80)),
                ("made_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("supplier_code", models.CharField(db_default="", default="", max_length=80)),
                ("note", models.CharField(db_default="", default="", max_length=300)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                    "supplier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.partner",
                    ),
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
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "plant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.plant",
                    ),
                ),
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
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.location",
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
                    "lot",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.lot",
                    ),
                ),
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
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("made_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("supplier_code", models.CharField(db_default="", default="", max_length=80)),
                ("note", models.CharField(db_default="", default="", max_length=300)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="stock.lot",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.partner",
                    ),
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
                ("code", models.CharField(max_length=80)),
                (
                    "status",
                    models.CharField(db_default="available", default="available", max_length=10),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.material",
                    ),
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
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("source_status", models.CharField(max_length=10)),
                ("target_status", models.CharField(max_length=10)),
                ("document_type", models.CharField(max_length=40, null=True)),
                ("document_id", models.BigIntegerField(null=True)),
                ("document_line", models.BigIntegerField(null=True)),
                ("reason", models.CharField(db_default="", default="", max_length=300)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("call", models.UUIDField(null=True)),
                ("actor", models.BigIntegerField()),
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
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "reserved_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
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
                ("closing", models.IntegerField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("entries", models.BigIntegerField()),
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
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="stock.period",
                    ),
                ),
            ],
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
                ("version", models.BigIntegerField()),
                ("delta", models.DecimalField(decimal_places=6, max_digits=18)),
                ("balance_after", models.DecimalField(decimal_places=6, max_digits=18)),
                ("happened_at", models.DateTimeField()),
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
    ]
