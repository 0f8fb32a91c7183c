"""Why an order does not go on: also for want of a right."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.production").joinpath("sql")
TRIED = SQL.joinpath("schema_tried.sql")


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_refusal_code"),
        ("people", "0003_rights"),
        ("production", "0002_schema"),
    ]
    operations = [
        migrations.RunSQL("DROP VIEW IF EXISTS production_stuck", migrations.RunSQL.noop),
        migrations.RunSQL(TRIED.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
