"""What comes before and after an operation is told once; a machine does one work at a time."""

from importlib.resources import files

from django.db import migrations, models

STAGES = files("qitao.production").joinpath("sql/schema_stages.sql").read_text(encoding="utf-8")
DROP = "DROP VIEW production_operation_row; DROP FUNCTION production_stages(bigint)"


class Migration(migrations.Migration):
    dependencies = [
        ("kitting", "0002_net"),
        ("quality", "0001_initial"),
        ("production", "0003_number"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="workperiod", name="production_period_running"),
        migrations.AddConstraint(
            model_name="workperiod",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("machine",),
                name="production_period_running",
            ),
        ),
        migrations.RunSQL(STAGES, DROP),
    ]
