from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_past")]

    operations = [
        migrations.AddIndex(
            model_name="routingoperation",
            index=models.Index(fields=["name"], name="catalog_operation_name"),
        ),
    ]
