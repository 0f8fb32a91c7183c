import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="workorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."lot_code" IS DISTINCT FROM (NEW."lot_code") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."planned_end" IS DISTINCT FROM (NEW."planned_end") OR OLD."planned_start" IS DISTINCT FROM (NEW."planned_start") OR OLD."priority" IS DISTINCT FROM (NEW."priority") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity"))',
                    func='INSERT INTO "production_workorderversion" ("due_on", "id", "lot_code", "note", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "priority", "quantity") VALUES (NEW."due_on", NEW."id", NEW."lot_code", NEW."note", NEW."number", NOW(), \'update\', NEW."id", NEW."planned_end", NEW."planned_start", NEW."priority", NEW."quantity"); RETURN NULL;',
                    hash="f987154010095fd968bbcc0c1c921ac78ef45ef0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fb27b",
                    table="production_workorder",
                    when="AFTER",
                ),
            ),
        ),
    ]
