import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0003_opened"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="plancharacteristic",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plancharacteristic",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plancharacteristic",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="inspectioncharacteristic",
            name="instrument_en",
            field=models.CharField(db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="inspectioncharacteristic",
            name="method_en",
            field=models.CharField(db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="plancharacteristic",
            name="instrument_en",
            field=models.CharField(db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="plancharacteristic",
            name="method_en",
            field=models.CharField(db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="plancharacteristicevent",
            name="instrument_en",
            field=models.CharField(db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="plancharacteristicevent",
            name="method_en",
            field=models.CharField(db_default="", default="", max_length=300),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plancharacteristic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "quality_plancharacteristicevent" ("id", "instrument", "instrument_en", "kind", "lower", "method", "method_en", "name", "name_en", "nominal", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "plan_id", "unit", "upper") SELECT new_values."id", new_values."instrument", new_values."instrument_en", new_values."kind", new_values."lower", new_values."method", new_values."method_en", new_values."name", new_values."name_en", new_values."nominal", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."picture", new_values."plan_id", new_values."unit", new_values."upper" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce9bd8ee22697be560e592dc6a20637ae082103c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_468f8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="quality_plan_characteristic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plancharacteristic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quality_plancharacteristicevent" ("id", "instrument", "instrument_en", "kind", "lower", "method", "method_en", "name", "name_en", "nominal", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "plan_id", "unit", "upper") VALUES (NEW."id", NEW."instrument", NEW."instrument_en", NEW."kind", NEW."lower", NEW."method", NEW."method_en", NEW."name", NEW."name_en", NEW."nominal", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."picture", NEW."plan_id", NEW."unit", NEW."upper"); RETURN NULL;',
                    hash="4a77c03d5eb6227e5ac4eeaaf7980b6e2b4321d1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_43ce4",
                    table="quality_plan_characteristic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plancharacteristic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_plancharacteristicevent" ("id", "instrument", "instrument_en", "kind", "lower", "method", "method_en", "name", "name_en", "nominal", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "plan_id", "unit", "upper") VALUES (OLD."id", OLD."instrument", OLD."instrument_en", OLD."kind", OLD."lower", OLD."method", OLD."method_en", OLD."name", OLD."name_en", OLD."nominal", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."picture", OLD."plan_id", OLD."unit", OLD."upper"); RETURN NULL;',
                    hash="50136546793d54c8f3f34942d46ee6b2e02e5413",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_82f7c",
                    table="quality_plan_characteristic",
                    when="AFTER",
                ),
            ),
        ),
    ]
