from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0002_history")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO people_grantsversion (id, version) VALUES (1, 1)",
            "DELETE FROM people_grantsversion",
        )
    ]
