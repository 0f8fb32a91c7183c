"""Refusals of one kind are found by when they were."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX base_refusal_code ON base_refusal (code, recorded_at)",
            "DROP INDEX base_refusal_code",
        )
    ]
