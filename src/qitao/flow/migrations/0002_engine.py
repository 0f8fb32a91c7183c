"""The log, the FEEL operators and the functions that move tokens."""

from importlib.resources import files

from django.db import migrations

FOLDER = files("qitao.flow").joinpath("sql")
SCRIPTS = ("schema_log", "schema_feel", "schema_advance", "schema_verbs")


class Migration(migrations.Migration):
    dependencies = [("flow", "0001_initial"), ("base", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FOLDER.joinpath(f"{script}.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        )
        for script in SCRIPTS
    ]
