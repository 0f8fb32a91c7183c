"""A verdict's state stands in no index: the answers of a whole plant are written at once."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kitting", "0002_net")]
    operations = [
        migrations.RemoveIndex(model_name="verdict", name="kitting_verdict_state_rank"),
    ]
