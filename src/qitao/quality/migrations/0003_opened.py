"""Inspections of some days are found by when they were opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quality", "0002_english")]
    operations = [
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["opened_at"], name="quality_inspection_opened"),
        ),
    ]
