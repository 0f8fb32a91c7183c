"""Guards of the ledger and the functions that write it."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.stock").joinpath("sql")
PARTS = ("schema_guards", "schema_lines", "schema_post", "schema_reserve", "schema_trace")


class Migration(migrations.Migration):
    dependencies = [("stock", "0002_history"), ("base", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SQL.joinpath(f"{part}.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        )
        for part in PARTS
    ]
