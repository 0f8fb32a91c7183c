"""Who holds which role in which plant, for statements on sets."""

from importlib.resources import files

from django.db import migrations

SCHEMA = files("qitao.people").joinpath("sql", "schema_rights.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_grants_version")]
    operations = [migrations.RunSQL(SCHEMA, "DROP VIEW people_role_held")]
