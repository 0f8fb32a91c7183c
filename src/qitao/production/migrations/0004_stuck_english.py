"""Why an order does not go on names the step in both languages."""

from importlib.resources import files

from django.db import migrations

STUCK = files("qitao.production").joinpath("sql/schema_stuck.sql")


class Migration(migrations.Migration):
    dependencies = [("flow", "0003_english"), ("production", "0003_stuck")]
    operations = [
        migrations.RunSQL("DROP VIEW IF EXISTS production_stuck", migrations.RunSQL.noop),
        migrations.RunSQL(STUCK.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
