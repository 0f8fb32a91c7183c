"""Journal, request keys, refusals, seals; pictures and drawings, kept by their content."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.base").joinpath("sql")
PARTS = ("schema_journal", "schema_files")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            SQL.joinpath(f"{part}.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        )
        for part in PARTS
    ]
