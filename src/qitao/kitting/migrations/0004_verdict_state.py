"""Verdicts by state: the list of orders asks for the short ones first due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kitting", "0003_past"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(
                fields=["source_type", "state", "rank_on", "source_id"],
                name="kitting_verdict_state",
            ),
        ),
    ]
