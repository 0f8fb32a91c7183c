"""The sequence that order numbers are drawn from, and the view of what was sent out."""

from importlib.resources import files

from django.db import migrations

OUTSIDE = files("qitao.production").joinpath("sql/schema_outside.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("production", "0002_history")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE production_order_number", "DROP SEQUENCE production_order_number"
        ),
        migrations.RunSQL(OUTSIDE, "DROP VIEW production_outside"),
    ]
