"""The one row that counts changes of grants."""

from django.db import migrations


class Migration(migrations.Migration):
    replaces = [
        ("people", "0002_history"),
        ("people", "0003_grants_version"),
        ("people", "0004_past"),
    ]
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO people_grantsversion (id, version) VALUES (1, 1)",
            "DELETE FROM people_grantsversion",
        )
    ]
