"""What an inspection is of and at which operation has an English form, as the operation has."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0002_past"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="nonconformance",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="nonconformance",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="nonconformance",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="inspection",
            name="operation_name_en",
            field=models.CharField(db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="inspection",
            name="source_label_en",
            field=models.CharField(db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="nonconformance",
            name="source_label_en",
            field=models.CharField(db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="nonconformanceevent",
            name="source_label_en",
            field=models.CharField(db_default="", max_length=200),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nonconformance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_nonconformanceevent" ("cause", "closed_at", "closed_by_name", "correction", "description", "id", "inspection_id", "lot_id", "material_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "quantity", "raised_at", "raised_by", "raised_by_name", "severity", "source_id", "source_label", "source_label_en", "source_type", "state") VALUES (NEW."cause", NEW."closed_at", NEW."closed_by_name", NEW."correction", NEW."description", NEW."id", NEW."inspection_id", NEW."lot_id", NEW."material_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plant_id", NEW."quantity", NEW."raised_at", NEW."raised_by", NEW."raised_by_name", NEW."severity", NEW."source_id", NEW."source_label", NEW."source_label_en", NEW."source_type", NEW."state"); RETURN NULL;',
                    hash="9d5afc454ab0999901716a49dc64b1354d777f45",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3ad05",
                    table="quality_nonconformance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nonconformance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quality_nonconformanceevent" ("cause", "closed_at", "closed_by_name", "correction", "description", "id", "inspection_id", "lot_id", "material_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "quantity", "raised_at", "raised_by", "raised_by_name", "severity", "source_id", "source_label", "source_label_en", "source_type", "state") VALUES (NEW."cause", NEW."closed_at", NEW."closed_by_name", NEW."correction", NEW."description", NEW."id", NEW."inspection_id", NEW."lot_id", NEW."material_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."quantity", NEW."raised_at", NEW."raised_by", NEW."raised_by_name", NEW."severity", NEW."source_id", NEW."source_label", NEW."source_label_en", NEW."source_type", NEW."state"); RETURN NULL;',
                    hash="7bd394d65b8136cab89c436f10887de042a081a0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_335b0",
                    table="quality_nonconformance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nonconformance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_nonconformanceevent" ("cause", "closed_at", "closed_by_name", "correction", "description", "id", "inspection_id", "lot_id", "material_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "quantity", "raised_at", "raised_by", "raised_by_name", "severity", "source_id", "source_label", "source_label_en", "source_type", "state") VALUES (OLD."cause", OLD."closed_at", OLD."closed_by_name", OLD."correction", OLD."description", OLD."id", OLD."inspection_id", OLD."lot_id", OLD."material_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."quantity", OLD."raised_at", OLD."raised_by", OLD."raised_by_name", OLD."severity", OLD."source_id", OLD."source_label", OLD."source_label_en", OLD."source_type", OLD."state"); RETURN NULL;',
                    hash="9c8ec25133c547fee8328b43a06ae020c77fcc0e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e7a7",
                    table="quality_nonconformance",
                    when="AFTER",
                ),
            ),
        ),
    ]
