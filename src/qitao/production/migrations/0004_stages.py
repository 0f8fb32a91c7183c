"""A machine does one work at a time."""

from django.db import migrations, models


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
    ]
