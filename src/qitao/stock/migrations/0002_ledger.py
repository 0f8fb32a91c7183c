"""Guards of the ledger and the functions that write it."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.stock").joinpath("sql")
GUARDS = SQL.joinpath("schema_guards.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial"), ("base", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
