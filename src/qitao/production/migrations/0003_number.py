"""The sequence that order numbers are drawn from."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("production", "0002_history")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE production_order_number", "DROP SEQUENCE production_order_number"
        )
    ]
