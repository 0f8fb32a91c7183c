"""Order numbers, what was sent out and the stages of an order."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.production").joinpath("sql")
VIEWS = ("schema_outside", "schema_stages")


class Migration(migrations.Migration):
    replaces = [
        ("production", "0002_history"),
        ("production", "0003_number"),
        ("production", "0004_stages"),
        ("production", "0005_past"),
        ("production", "0006_plant_setting"),
        ("production", "0007_walls"),
        ("production", "0008_english_names"),
        ("production", "0009_stuck"),
    ]
    dependencies = [
        ("flow", "0002_engine"),
        ("kitting", "0002_net"),
        ("quality", "0001_initial"),
        ("production", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE production_order_number", "DROP SEQUENCE production_order_number"
        ),
        *(
            migrations.RunSQL(
                SQL.joinpath(f"{view}.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
            )
            for view in VIEWS
        ),
    ]
