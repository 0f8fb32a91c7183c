"""Why each order does not go on is one view: what is counted is what the list shows."""

from importlib.resources import files

from django.db import migrations

STUCK = files("qitao.production").joinpath("sql/schema_stuck.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("flow", "0003_task_asked"),
        ("kitting", "0004_verdict_due"),
        ("quality", "0001_initial"),
        ("production", "0008_english_names"),
    ]

    operations = [
        migrations.RunSQL(STUCK, "DROP VIEW IF EXISTS production_stuck"),
    ]
