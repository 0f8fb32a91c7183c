"""Journal, request keys, refusals, seals."""

from importlib.resources import files

from django.db import migrations

SCHEMA = files("qitao.base").joinpath("sql", "schema_journal.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SCHEMA, migrations.RunSQL.noop)]
