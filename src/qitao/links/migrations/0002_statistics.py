"""Statistics for the planner right after a mass import."""

from importlib.resources import files

from django.db import migrations

SCHEMA = files("qitao.links").joinpath("sql", "schema_statistics.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("links", "0001_initial")]
    operations = [migrations.RunSQL(SCHEMA, "DROP FUNCTION links_analyze_grown()")]
