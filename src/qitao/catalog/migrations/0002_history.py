import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="bom",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_bomevent" ("base_quantity", "effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "version") SELECT new_values."base_quantity", new_values."effective_from", new_values."effective_to", new_values."id", new_values."material_id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision", new_values."state", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="35f3a0f63b44b9791f270f620d2e42ec09e30856",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38163",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_bom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bom",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_bomevent" ("base_quantity", "effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "version") VALUES (NEW."base_quantity", NEW."effective_from", NEW."effective_to", NEW."id", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."state", NEW."version"); RETURN NULL;',
                    hash="c046b29e6862af893a8b55e3513d3cc681993e21",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9013f",
                    table="catalog_bom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bom",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_bomevent" ("base_quantity", "effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "version") VALUES (OLD."base_quantity", OLD."effective_from", OLD."effective_to", OLD."id", OLD."material_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."state", OLD."version"); RETURN NULL;',
                    hash="4f6e79810b25408f1445e722927fee11857c6e8e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_309e7",
                    table="catalog_bom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_bomlineevent" ("backflush", "bom_id", "component_id", "fixed", "id", "line_no", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phantom", "position", "quantity", "scrap_rate", "unit_id", "valid_from", "valid_to") SELECT new_values."backflush", new_values."bom_id", new_values."component_id", new_values."fixed", new_values."id", new_values."line_no", new_values."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phantom", new_values."position", new_values."quantity", new_values."scrap_rate", new_values."unit_id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="009e8b73c65a50d4adf9a4f29b968eea8d690de5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_40db6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_bomline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_bomlineevent" ("backflush", "bom_id", "component_id", "fixed", "id", "line_no", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phantom", "position", "quantity", "scrap_rate", "unit_id", "valid_from", "valid_to") VALUES (NEW."backflush", NEW."bom_id", NEW."component_id", NEW."fixed", NEW."id", NEW."line_no", NEW."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phantom", NEW."position", NEW."quantity", NEW."scrap_rate", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="cfee0b6249264df410aae846f88878c0e9702ce8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d860",
                    table="catalog_bomline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_bomlineevent" ("backflush", "bom_id", "component_id", "fixed", "id", "line_no", "operation_sequence", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phantom", "position", "quantity", "scrap_rate", "unit_id", "valid_from", "valid_to") VALUES (OLD."backflush", OLD."bom_id", OLD."component_id", OLD."fixed", OLD."id", OLD."line_no", OLD."operation_sequence", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phantom", OLD."position", OLD."quantity", OLD."scrap_rate", OLD."unit_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="dcf19a59b8755fb83931def4fdcd0de19bce2415",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d01a1",
                    table="catalog_bomline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomsubstitute",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_bomsubstituteevent" ("id", "line_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "ratio") SELECT new_values."id", new_values."line_id", new_values."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."priority", new_values."ratio" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d42a597167d6852fb2dcfd5d25b2a2a82b3de54b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_17b18",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_bomsubstitute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomsubstitute",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_bomsubstituteevent" ("id", "line_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "ratio") VALUES (NEW."id", NEW."line_id", NEW."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."priority", NEW."ratio"); RETURN NULL;',
                    hash="6376193b5008ccd975c548829badcc910eb48254",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03f1b",
                    table="catalog_bomsubstitute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bomsubstitute",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_bomsubstituteevent" ("id", "line_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "ratio") VALUES (OLD."id", OLD."line_id", OLD."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."priority", OLD."ratio"); RETURN NULL;',
                    hash="d72c5281e237c3a5132936a319212758b2825a0f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_749d5",
                    table="catalog_bomsubstitute",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") SELECT new_values."active", new_values."allow_negative", new_values."code", new_values."id", new_values."kind", new_values."name", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pick_sequence", new_values."pickable", new_values."plant_id", new_values."revision", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="714cbe382ac8fa8b700376c8ea2d697803f87b88",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3d5f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") VALUES (NEW."active", NEW."allow_negative", NEW."code", NEW."id", NEW."kind", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pick_sequence", NEW."pickable", NEW."plant_id", NEW."revision", NEW."work_centre_id"); RETURN NULL;',
                    hash="d94dc4f928361a5f25be3772c3d69fd2fbc6b7ba",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20d5f",
                    table="catalog_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") VALUES (OLD."active", OLD."allow_negative", OLD."code", OLD."id", OLD."kind", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pick_sequence", OLD."pickable", OLD."plant_id", OLD."revision", OLD."work_centre_id"); RETURN NULL;',
                    hash="b3c18ebc72ccf67327f64fbcbddccfd4deb8e9da",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_acee5",
                    table="catalog_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") SELECT new_values."active", new_values."code", new_values."id", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision", new_values."state", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7907ed8418f19a297a3c26e1781c802f7391202b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5376c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."state", NEW."work_centre_id"); RETURN NULL;',
                    hash="08b430a8497de2dd6e48981b09b29d0c9e3326ef",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d391",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."state", OLD."work_centre_id"); RETURN NULL;',
                    hash="22199e8aa86f5dceb14e48b68c0f1aa2fe5483fa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e036a",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") SELECT new_values."active", new_values."backflush", new_values."code", new_values."drawing_no", new_values."group_id", new_values."id", new_values."image", new_values."kind", new_values."lead_time_days", new_values."letters", new_values."lot_tracked", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pinyin", new_values."reorder_point", new_values."revision", new_values."safety_stock", new_values."serial_tracked", new_values."shelf_life_days", new_values."spec", new_values."standard_cost", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aeaadfc37616c5fff65aadcdc75866b60f331e56",
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
                    func='INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") VALUES (NEW."active", NEW."backflush", NEW."code", NEW."drawing_no", NEW."group_id", NEW."id", NEW."image", NEW."kind", NEW."lead_time_days", NEW."letters", NEW."lot_tracked", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pinyin", NEW."reorder_point", NEW."revision", NEW."safety_stock", NEW."serial_tracked", NEW."shelf_life_days", NEW."spec", NEW."standard_cost", NEW."unit_id"); RETURN NULL;',
                    hash="6b83c158c07867eef839bc7c5ff4c821602ed734",
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
                    func='INSERT INTO "catalog_materialevent" ("active", "backflush", "code", "drawing_no", "group_id", "id", "image", "kind", "lead_time_days", "letters", "lot_tracked", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "reorder_point", "revision", "safety_stock", "serial_tracked", "shelf_life_days", "spec", "standard_cost", "unit_id") VALUES (OLD."active", OLD."backflush", OLD."code", OLD."drawing_no", OLD."group_id", OLD."id", OLD."image", OLD."kind", OLD."lead_time_days", OLD."letters", OLD."lot_tracked", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pinyin", OLD."reorder_point", OLD."revision", OLD."safety_stock", OLD."serial_tracked", OLD."shelf_life_days", OLD."spec", OLD."standard_cost", OLD."unit_id"); RETURN NULL;',
                    hash="a2bc3453503383f0a32dbbf2a5729a42becf12e0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88bd0",
                    table="catalog_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."active", new_values."code", new_values."id", new_values."name", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d7030903255f498ee13ffcc16af9392ef72fbca9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22d8e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_materialgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="127ffa6759664ea4dae6780a40436a1c5af32412",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d77ac",
                    table="catalog_materialgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="3627eda0269f9bd740cbcca105746e1f6ee781ad",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5f540",
                    table="catalog_materialgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_partnerevent" ("active", "address", "code", "contact", "id", "kind", "letters", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "revision") SELECT new_values."active", new_values."address", new_values."code", new_values."contact", new_values."id", new_values."kind", new_values."letters", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."pinyin", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5ae25b3fa14b0238138606ca375d1d6351d351d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a25ca",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_partnerevent" ("active", "address", "code", "contact", "id", "kind", "letters", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "revision") VALUES (NEW."active", NEW."address", NEW."code", NEW."contact", NEW."id", NEW."kind", NEW."letters", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."pinyin", NEW."revision"); RETURN NULL;',
                    hash="d1652acd306683a0535663e8d0e1d9ba5b9c78b6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09570",
                    table="catalog_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_partnerevent" ("active", "address", "code", "contact", "id", "kind", "letters", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "revision") VALUES (OLD."active", OLD."address", OLD."code", OLD."contact", OLD."id", OLD."kind", OLD."letters", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."pinyin", OLD."revision"); RETURN NULL;',
                    hash="7db02903cc990bdbbdc015919950a75e58c6d089",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_498bc",
                    table="catalog_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routing",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_routingevent" ("effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision", "state", "version") SELECT new_values."effective_from", new_values."effective_to", new_values."id", new_values."material_id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plant_id", new_values."revision", new_values."state", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1de592aaea18cf5dc2f42b3435203d7dbbbf750f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_76581",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_routing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routing",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_routingevent" ("effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision", "state", "version") VALUES (NEW."effective_from", NEW."effective_to", NEW."id", NEW."material_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."revision", NEW."state", NEW."version"); RETURN NULL;',
                    hash="737e42c8d83cb859c941f48cea6dd065d3f8791b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_566bf",
                    table="catalog_routing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routing",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routingevent" ("effective_from", "effective_to", "id", "material_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision", "state", "version") VALUES (OLD."effective_from", OLD."effective_to", OLD."id", OLD."material_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."revision", OLD."state", OLD."version"); RETURN NULL;',
                    hash="ef67b5951634b4d12892b0416daf1016b44b0816",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_814d1",
                    table="catalog_routing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingmachine",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_routingmachineevent" ("id", "machine_id", "operation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "run_minutes", "setup_minutes") SELECT new_values."id", new_values."machine_id", new_values."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."preference", new_values."run_minutes", new_values."setup_minutes" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4e428a32a907717e9a1b63eb7bd8fa1c38f82c64",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e5bdb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_routingmachine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingmachine",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_routingmachineevent" ("id", "machine_id", "operation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "run_minutes", "setup_minutes") VALUES (NEW."id", NEW."machine_id", NEW."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."preference", NEW."run_minutes", NEW."setup_minutes"); RETURN NULL;',
                    hash="800d54a1788bcc76cebea2693d1e4e1b71cdaea0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7dbea",
                    table="catalog_routingmachine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingmachine",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routingmachineevent" ("id", "machine_id", "operation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "run_minutes", "setup_minutes") VALUES (OLD."id", OLD."machine_id", OLD."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preference", OLD."run_minutes", OLD."setup_minutes"); RETURN NULL;',
                    hash="3f7272aa185ca03c7481313520dbea0adf7b3d1a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9d4ab",
                    table="catalog_routingmachine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") SELECT new_values."id", new_values."inspection_required", new_values."instruction", new_values."name", new_values."parallel_group", new_values."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reporting_point", new_values."routing_id", new_values."run_minutes", new_values."sequence", new_values."setup_minutes", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6981d39326d61d9a3e0b76c451704e17cd3723e6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_33f76",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_routingoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (NEW."id", NEW."inspection_required", NEW."instruction", NEW."name", NEW."parallel_group", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reporting_point", NEW."routing_id", NEW."run_minutes", NEW."sequence", NEW."setup_minutes", NEW."work_centre_id"); RETURN NULL;',
                    hash="09082b35f676745bc8d557edb865b4db0b48c64e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_863be",
                    table="catalog_routingoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (OLD."id", OLD."inspection_required", OLD."instruction", OLD."name", OLD."parallel_group", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reporting_point", OLD."routing_id", OLD."run_minutes", OLD."sequence", OLD."setup_minutes", OLD."work_centre_id"); RETURN NULL;',
                    hash="6f99861278e46394d2748fc0b8722c785480b461",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2f156",
                    table="catalog_routingoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapreason",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_scrapreasonevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."active", new_values."code", new_values."id", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c0b87048f9c7e4f98ece367c96886cc145e02563",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f67e4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_scrapreason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapreason",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_scrapreasonevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="30810d027f8f69be6174dc35f0506f6acc9274ff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a4d72",
                    table="catalog_scrapreason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scrapreason",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_scrapreasonevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="6357635fbbb97c035683200c00acbe8ee00905e7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b8db6",
                    table="catalog_scrapreason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplieritem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_supplieritemevent" ("active", "id", "lead_time_days", "material_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "price", "quantity_max", "quantity_min", "revision", "supplier_code", "unit_id") SELECT new_values."active", new_values."id", new_values."lead_time_days", new_values."material_id", new_values."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."preference", new_values."price", new_values."quantity_max", new_values."quantity_min", new_values."revision", new_values."supplier_code", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ec588bd9fd17fcd966b1d752517ef14608e65703",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81130",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_supplieritem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplieritem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_supplieritemevent" ("active", "id", "lead_time_days", "material_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "price", "quantity_max", "quantity_min", "revision", "supplier_code", "unit_id") VALUES (NEW."active", NEW."id", NEW."lead_time_days", NEW."material_id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."preference", NEW."price", NEW."quantity_max", NEW."quantity_min", NEW."revision", NEW."supplier_code", NEW."unit_id"); RETURN NULL;',
                    hash="47f6b07afd1b01a8119dd25c6d91cbd20294f494",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_758dc",
                    table="catalog_supplieritem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplieritem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_supplieritemevent" ("active", "id", "lead_time_days", "material_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preference", "price", "quantity_max", "quantity_min", "revision", "supplier_code", "unit_id") VALUES (OLD."active", OLD."id", OLD."lead_time_days", OLD."material_id", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preference", OLD."price", OLD."quantity_max", OLD."quantity_min", OLD."revision", OLD."supplier_code", OLD."unit_id"); RETURN NULL;',
                    hash="bb7e44090a38c1229b7543282fd782ff4cc23844",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bf5e2",
                    table="catalog_supplieritem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_unitevent" ("active", "code", "decimals", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."active", new_values."code", new_values."decimals", new_values."id", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6223b35fdd8984d741e5f262dfd90a2e8447a7a3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f03e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_unitevent" ("active", "code", "decimals", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."active", NEW."code", NEW."decimals", NEW."id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="4f4960aacfba694c6a4a7fa800f4192d48283528",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a480",
                    table="catalog_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_unitevent" ("active", "code", "decimals", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."active", OLD."code", OLD."decimals", OLD."id", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="660af7b1dd35c460ba53fbc79afd72e8aa8bf8c9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_06fe2",
                    table="catalog_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitconversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_unitconversionevent" ("factor", "from_unit_id", "id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id") SELECT new_values."factor", new_values."from_unit_id", new_values."id", new_values."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."to_unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e7ff25cca43b2043cc1ca5e9725a49f9c8b33916",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e42f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_unitconversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitconversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_unitconversionevent" ("factor", "from_unit_id", "id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id") VALUES (NEW."factor", NEW."from_unit_id", NEW."id", NEW."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."to_unit_id"); RETURN NULL;',
                    hash="13d5f4988cedf1d8df00b5eb4a7eeee6d70a4166",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6926c",
                    table="catalog_unitconversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitconversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_unitconversionevent" ("factor", "from_unit_id", "id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id") VALUES (OLD."factor", OLD."from_unit_id", OLD."id", OLD."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."to_unit_id"); RETURN NULL;',
                    hash="cb73f0f7daf1e5d6bd7ffe71d95d33d08c14a7d5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1f2a7",
                    table="catalog_unitconversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") SELECT new_values."active", new_values."capacity_minutes", new_values."code", new_values."cost_rate", new_values."id", new_values."kind", new_values."line_side_location_id", new_values."name", new_values."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plant_id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="66cca07e2f98aae53ac149037a7e8eb9fa0dc1e8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_032ac",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="catalog_workcentre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") VALUES (NEW."active", NEW."capacity_minutes", NEW."code", NEW."cost_rate", NEW."id", NEW."kind", NEW."line_side_location_id", NEW."name", NEW."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."revision"); RETURN NULL;',
                    hash="6abde1ebd9187e9ef1b7e42bc21ed5a215ac77e4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_59c34",
                    table="catalog_workcentre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") VALUES (OLD."active", OLD."capacity_minutes", OLD."code", OLD."cost_rate", OLD."id", OLD."kind", OLD."line_side_location_id", OLD."name", OLD."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."revision"); RETURN NULL;',
                    hash="2f0cedd8847435c8d2f2b05b7c2aeb4250de4f85",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7ae4a",
                    table="catalog_workcentre",
                    when="AFTER",
                ),
            ),
        ),
    ]
