"""The sequence that purchase order numbers are drawn from."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trade", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE trade_purchase_number", "DROP SEQUENCE trade_purchase_number"
        )
    ]
