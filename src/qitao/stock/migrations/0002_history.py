import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("stock", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stock_lotevent" ("code", "created_at", "expires_on", "id", "made_on", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_code", "supplier_id") VALUES (NEW."code", NEW."created_at", NEW."expires_on", NEW."id", NEW."made_on", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."supplier_code", NEW."supplier_id"); RETURN NULL;',
                    hash="08465a4e2e87ed07fa07633271a7848570cabc98",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6651",
                    table="stock_lot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stock_lotevent" ("code", "created_at", "expires_on", "id", "made_on", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_code", "supplier_id") VALUES (NEW."code", NEW."created_at", NEW."expires_on", NEW."id", NEW."made_on", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."supplier_code", NEW."supplier_id"); RETURN NULL;',
                    hash="3af09aac93ba77905baedce818428c70fa052a79",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aedd6",
                    table="stock_lot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lot",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stock_lotevent" ("code", "created_at", "expires_on", "id", "made_on", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_code", "supplier_id") VALUES (OLD."code", OLD."created_at", OLD."expires_on", OLD."id", OLD."made_on", OLD."material_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."supplier_code", OLD."supplier_id"); RETURN NULL;',
                    hash="644b80fa93ba4023976f0fa134ad2cd930d26075",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3f95b",
                    table="stock_lot",
                    when="AFTER",
                ),
            ),
        ),
    ]
