"""Spans that never overlap, search by any part of a text, functions of the explosion."""

from importlib.resources import files

from django.db import migrations

SCHEMA = files("qitao.catalog").joinpath("sql", "schema_catalog.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_history")]
    operations = [migrations.RunSQL(SCHEMA, migrations.RunSQL.noop)]
