"""The allocation and the netting of a plant as functions; verdicts are updated in place."""

from importlib.resources import files

from django.db import migrations

SQL = files("qitao.kitting").joinpath("sql")
ROOM = SQL.joinpath("schema_room.sql").read_text(encoding="utf-8")
NET = SQL.joinpath("schema_net.sql").read_text(encoding="utf-8")
ROOM_TO_UPDATE = """
ALTER TABLE kitting_verdict SET (fillfactor = 70);
ALTER TABLE kitting_demand SET (fillfactor = 90);
"""


class Migration(migrations.Migration):
    dependencies = [("kitting", "0001_initial"), ("stock", "0001_initial")]
    operations = [
        migrations.RunSQL(ROOM, migrations.RunSQL.noop),
        migrations.RunSQL(NET, migrations.RunSQL.noop),
        migrations.RunSQL(ROOM_TO_UPDATE, migrations.RunSQL.noop),
    ]
