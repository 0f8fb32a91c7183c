"""Processes and their steps have an English name; those that the house knows get its words."""

from django.db import migrations, models

FILL = """
ALTER TABLE flow_{table} DISABLE TRIGGER USER;
UPDATE flow_{table} t SET name_en = known.words
FROM (VALUES {known}) AS known (key, words) WHERE t.key = known.key;
ALTER TABLE flow_{table} ENABLE TRIGGER USER;
"""
KNOWN = {
    "definition": {"work_order": "Work order"},
    "node": {
        "start": "Start",
        "draft": "Draft",
        "check_kit": "Kit check",
        "awaiting_schedule": "To schedule",
        "scheduled": "Scheduled",
        "released": "Released",
        "in_production": "In production",
        "completed": "Completed",
        "closed": "Closed",
    },
}


def _fill(table: str) -> migrations.RunSQL:
    """Give the published rows, which never change otherwise, the words of their ids."""
    known = ", ".join(f"('{key}', '{words}')" for key, words in KNOWN[table].items())
    return migrations.RunSQL(FILL.format(table=table, known=known), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("flow", "0002_engine")]
    operations = [
        *(
            migrations.AddField(
                model_name=table,
                name="name_en",
                field=models.CharField(db_default="", default="", max_length=200),
            )
            for table in KNOWN
        ),
        *map(_fill, KNOWN),
    ]
