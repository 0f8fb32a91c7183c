"""The allocation and the netting of a plant as functions; verdicts are updated in place."""

from importlib.resources import files

from django.db import migrations

SCHEMA = files("qitao.kitting").joinpath("sql", "schema_net.sql").read_text(encoding="utf-8")
ROOM_TO_UPDATE = """
ALTER TABLE kitting_verdict SET (fillfactor = 70);
ALTER TABLE kitting_demand SET (fillfactor = 90);
"""


class Migration(migrations.Migration):
    dependencies = [("kitting", "0001_initial"), ("stock", "0001_initial")]
    operations = [
        migrations.RunSQL(SCHEMA, migrations.RunSQL.noop),
        migrations.RunSQL(ROOM_TO_UPDATE, migrations.RunSQL.noop),
    ]
