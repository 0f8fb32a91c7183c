"""Spans that never overlap, search by any part of a text, functions of the explosion, files."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.catalog").joinpath("sql")
PARTS = ("schema_catalog",)
LINK = (
    "ALTER TABLE catalog_material ADD CONSTRAINT catalog_material_{0}_file"
    " FOREIGN KEY ({0}) REFERENCES base_file (digest)"
)
UNLINK = "ALTER TABLE catalog_material DROP CONSTRAINT catalog_material_{0}_file"


class Migration(migrations.Migration):
    replaces = [
        ("catalog", "0002_history"),
        ("catalog", "0003_guards"),
        ("catalog", "0004_past"),
        ("catalog", "0005_operation_names"),
        ("catalog", "0006_files"),
        ("catalog", "0007_english_names"),
    ]
    dependencies = [("catalog", "0001_initial"), ("base", "0001_initial")]
    operations = [
        *(
            migrations.RunSQL(
                SQL.joinpath(f"{part}.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
            )
            for part in PARTS
        ),
        *(
            migrations.RunSQL(LINK.format(name), UNLINK.format(name))
            for name in ("picture", "drawing")
        ),
    ]
