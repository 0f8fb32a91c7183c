"""Reserving counts shelf life by the day of each plant."""

from importlib.resources import files

from django.db import migrations

RESERVE = files("qitao.stock").joinpath("sql/schema_reserve.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("stock", "0003_ledger")]
    operations = [
        migrations.RunSQL(
            "DROP FUNCTION stock_reserve_v1, stock_reserve_few_v1, stock_release_v1",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(RESERVE, migrations.RunSQL.noop),
    ]
