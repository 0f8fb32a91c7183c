"""Verdicts by due date: the list of orders asks for the short ones first due.

No index may hold what a check changes: its updates would not be heap-only any more.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kitting", "0003_past"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(
                fields=["source_type", "rank_on", "source_id"], name="kitting_verdict_due"
            ),
        ),
    ]
