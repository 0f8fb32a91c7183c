"""Processes and their steps have an English name; those that the house knows get its words."""

from django.db import migrations, models

FILL = """
ALTER TABLE flow_{table} DISABLE TRIGGER USER;
UPDATE flow_{table} t SET name_en = known.words
FROM (VALUES {known}) AS known (key, name, words) WHERE t.key = known.key AND t.name = known.name;
ALTER TABLE flow_{table} ENABLE TRIGGER USER;
"""
KNOWN = {
    "definition": {"work_order": ("生产工单", "Work order")},
    "node": {
        "start": ("开始", "Start"),
        "draft": ("草稿", "Draft"),
        "check_kit": ("齐套检查", "Kit check"),
        "awaiting_schedule": ("待排产", "To schedule"),
        "scheduled": ("已排产", "Scheduled"),
        "released": ("已下发", "Released"),
        "in_production": ("生产中", "In production"),
        "completed": ("已完工", "Completed"),
        "closed": ("已关闭", "Closed"),
    },
}


def _fill(table: str) -> migrations.RunSQL:
    """Give the published rows, which never change otherwise, the words of their ids."""
    known = ", ".join(f"('{key}', '{name}', '{en}')" for key, (name, en) in KNOWN[table].items())
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
