"""Pictures and drawings, kept by their content."""

from importlib.resources import files

from django.db import migrations

SCHEMA = files("qitao.base").joinpath("sql", "schema_files.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("base", "0002_call")]
    operations = [migrations.RunSQL(SCHEMA, "DROP TABLE base_file")]
