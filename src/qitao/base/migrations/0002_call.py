"""The entry of a row version is found by the call that wrote both."""

from django.db import migrations

INDEX = "CREATE INDEX base_journal_call ON base_journal (call) WHERE parent IS NULL"


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX base_journal_call")]
