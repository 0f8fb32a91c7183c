"""Movements are found by who posted them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stock", "0005_short")]
    operations = [
        migrations.AddIndex(
            "movement", models.Index(fields=["actor", "id"], name="stock_movement_actor")
        )
    ]
