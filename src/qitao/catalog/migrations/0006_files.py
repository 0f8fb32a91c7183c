"""A material's picture and drawing, by their digest."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

LINK = (
    "ALTER TABLE catalog_material ADD CONSTRAINT catalog_material_{0}_file"
    " FOREIGN KEY ({0}) REFERENCES base_file (digest)"
)
UNLINK = "ALTER TABLE catalog_material DROP CONSTRAINT catalog_material_{0}_file"


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_files"),
        ("catalog", "0005_operation_names"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="material",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="material",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="material",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="material",
            name="drawing",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="material",
            name="picture",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="materialevent",
            name="drawing",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="materialevent",
            name="picture",
            field=models.CharField(max_length=64, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") SELECT new_values."active", new_values."backflush", new_values."code", new_values."drawing", new_values."drawing_no", new_values."group_id", new_values."id", new_values."image", new_values."kind", new_values."lead_time_days", new_values."letters", new_values."lot_tracked", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."picture", new_values."pinyin", new_values."reorder_point", new_values."revision", new_values."safety_stock", new_values."serial_tracked", new_values."shelf_life_days", new_values."spec", new_values."standard_cost", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="29a10ef14f0e960e11c35f057339c70d11ff9a46",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c0b63",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") VALUES (NEW."active", NEW."backflush", NEW."code", NEW."drawing", NEW."drawing_no", NEW."group_id", NEW."id", NEW."image", NEW."kind", NEW."lead_time_days", NEW."letters", NEW."lot_tracked", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."picture", NEW."pinyin", NEW."reorder_point", NEW."revision", NEW."safety_stock", NEW."serial_tracked", NEW."shelf_life_days", NEW."spec", NEW."standard_cost", NEW."unit_id"); RETURN NULL;',
                    hash="76d38bcf8c8d06b8e7534304a14204be69c478e1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_40e77",
                    table="catalog_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") VALUES (OLD."active", OLD."backflush", OLD."code", OLD."drawing", OLD."drawing_no", OLD."group_id", OLD."id", OLD."image", OLD."kind", OLD."lead_time_days", OLD."letters", OLD."lot_tracked", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."picture", OLD."pinyin", OLD."reorder_point", OLD."revision", OLD."safety_stock", OLD."serial_tracked", OLD."shelf_life_days", OLD."spec", OLD."standard_cost", OLD."unit_id"); RETURN NULL;',
                    hash="da25f23c9d341bb5fa26c2094bfc90c3b005c697",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88bd0",
                    table="catalog_material",
                    when="AFTER",
                ),
            ),
        ),
        *(
            migrations.RunSQL(LINK.format(name), UNLINK.format(name))
            for name in ("picture", "drawing")
        ),
    ]
