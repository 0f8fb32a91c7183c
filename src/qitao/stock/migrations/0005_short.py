"""What a posting is short of names the unit as people call it, in both languages."""

from importlib.resources import files

from django.db import migrations

SHORT = files("qitao.stock").joinpath("sql/schema_short.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("stock", "0004_past")]
    operations = [migrations.RunSQL(SHORT, migrations.RunSQL.noop)]
