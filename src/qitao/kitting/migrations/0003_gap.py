"""A short line knows its part of what the plant lacks: the parts of a material add up."""

from importlib.resources import files

from django.db import migrations, models
from django.db.models import F, Q

NET = files("qitao.kitting").joinpath("sql", "schema_net.sql").read_text(encoding="utf-8")
DROP = """
DROP FUNCTION kitting_net(bigint, date, text[], bigint[], int[]);
DROP TYPE kitting_short_line;
"""
CARRY_OVER = "UPDATE kitting_shortage SET gap = short"


class Migration(migrations.Migration):
    dependencies = [("kitting", "0002_net")]
    operations = [
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
        migrations.RemoveConstraint("shortage", "kitting_shortage_adds_up"),
        migrations.AddField(
            "shortage",
            "gap",
            models.DecimalField(decimal_places=6, default=0, max_digits=18),
            preserve_default=False,
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "shortage",
            models.CheckConstraint(
                name="kitting_shortage_adds_up",
                condition=Q(
                    short__gte=0,
                    covered__gte=0,
                    required=F("covered") + F("short"),
                    gap__gt=0,
                    gap__gte=F("short"),
                    gap__lte=F("required"),
                ),
            ),
        ),
        migrations.RunSQL(NET, migrations.RunSQL.noop),
    ]
