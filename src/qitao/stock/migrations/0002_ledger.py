"""Guards of the ledger and the functions that write it."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.stock").joinpath("sql")
PARTS = (
    "schema_guards",
    "schema_lines",
    "schema_post",
    "schema_reserve",
    "schema_trace",
    "schema_short",
)


class Migration(migrations.Migration):
    replaces = [
        ("stock", "0002_history"),
        ("stock", "0003_ledger"),
        ("stock", "0004_past"),
        ("stock", "0005_short"),
        ("stock", "0006_movement_actor"),
    ]
    dependencies = [("stock", "0001_initial"), ("base", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SQL.joinpath(f"{part}.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        )
        for part in PARTS
    ]
