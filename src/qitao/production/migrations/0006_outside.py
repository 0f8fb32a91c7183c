"""What outsourced operations have sent out and taken back."""

from importlib.resources import files

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

OUTSIDE = files("qitao.production").joinpath("sql/schema_outside.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_guards"),
        ("production", "0005_originals"),
    ]

    operations = [
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
        migrations.RunSQL(OUTSIDE, "DROP VIEW production_outside"),
    ]
