"""Views that are shared with a role are found by page and role."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lowcode", "0001_initial"),
        ("people", "0004_english"),
    ]
    operations = [
        migrations.AddIndex(
            model_name="listview",
            index=models.Index(
                condition=models.Q(("role__isnull", False)),
                fields=["page", "role"],
                name="lowcode_view_shared",
            ),
        ),
    ]
