"""Indexes that stand in another one go: every state of an order is written through them all."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_guards"),
        ("people", "0003_grants_version"),
        ("production", "0003_number"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ordermaterial",
            name="order",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="materials",
                to="production.workorder",
            ),
        ),
        migrations.AlterField(
            model_name="orderoperation",
            name="order",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="operations",
                to="production.workorder",
            ),
        ),
        migrations.AlterField(
            model_name="workorder",
            name="bom",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.bom",
            ),
        ),
        migrations.AlterField(
            model_name="workorder",
            name="plant",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.plant",
            ),
        ),
        migrations.AlterField(
            model_name="workorder",
            name="routing",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.routing",
            ),
        ),
    ]
