"""Places, work centres, machines, groups and operations have an English name, as materials do."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_files"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="location",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="location",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="location",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="machine",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="machine",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="machine",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="materialgroup",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="materialgroup",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="materialgroup",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="routingoperation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="routingoperation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="routingoperation",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workcentre",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workcentre",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workcentre",
            name="delete_delete",
        ),
        migrations.RemoveIndex(
            model_name="routingoperation",
            name="catalog_operation_name",
        ),
        migrations.AddField(
            model_name="location",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="locationevent",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="machine",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="machineevent",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="materialgroup",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="materialgroupevent",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="routingoperation",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="routingoperationevent",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="workcentre",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="workcentreevent",
            name="name_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="routingoperation",
            index=models.Index(fields=["name", "-name_en"], name="catalog_operation_name"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") SELECT new_values."active", new_values."allow_negative", new_values."code", new_values."id", new_values."kind", new_values."name", new_values."name_en", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pick_sequence", new_values."pickable", new_values."plant_id", new_values."revision", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1714c45602a65983050c242d3c5332f1ff4bdb77",
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
                    func='INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") VALUES (NEW."active", NEW."allow_negative", NEW."code", NEW."id", NEW."kind", NEW."name", NEW."name_en", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pick_sequence", NEW."pickable", NEW."plant_id", NEW."revision", NEW."work_centre_id"); RETURN NULL;',
                    hash="173724b838d3bd1ac0c4d8d8fe0901b00640fbbc",
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
                    func='INSERT INTO "catalog_locationevent" ("active", "allow_negative", "code", "id", "kind", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pick_sequence", "pickable", "plant_id", "revision", "work_centre_id") VALUES (OLD."active", OLD."allow_negative", OLD."code", OLD."id", OLD."kind", OLD."name", OLD."name_en", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pick_sequence", OLD."pickable", OLD."plant_id", OLD."revision", OLD."work_centre_id"); RETURN NULL;',
                    hash="30d91940285a2a682683b021e6a3a120e7d9d5ae",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") SELECT new_values."active", new_values."code", new_values."id", new_values."name", new_values."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision", new_values."state", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="030bc186cafc461264e73aaf26cc77f1264135dd",
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
                    func='INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."state", NEW."work_centre_id"); RETURN NULL;',
                    hash="7aaa06a6ab700fadb902aa1e98853664ff8cad55",
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
                    func='INSERT INTO "catalog_machineevent" ("active", "code", "id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "work_centre_id") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."state", OLD."work_centre_id"); RETURN NULL;',
                    hash="e62f24456a6ce18ab9d03fca8961ad1c236ed18a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e036a",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."active", new_values."code", new_values."id", new_values."name", new_values."name_en", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3829d83392e1d364ad49978a5675a76dfcd18e28",
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
                    func='INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."active", NEW."code", NEW."id", NEW."name", NEW."name_en", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="32e137ac232c1e69c6a5f8992ea7b2b4f5efe3c0",
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
                    func='INSERT INTO "catalog_materialgroupevent" ("active", "code", "id", "name", "name_en", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."active", OLD."code", OLD."id", OLD."name", OLD."name_en", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="8f036f13ed2c10abdf386ab3fcf323ce5f807a83",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5f540",
                    table="catalog_materialgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "name_en", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") SELECT new_values."id", new_values."inspection_required", new_values."instruction", new_values."name", new_values."name_en", new_values."parallel_group", new_values."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reporting_point", new_values."routing_id", new_values."run_minutes", new_values."sequence", new_values."setup_minutes", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="51860bfe16c72898787e948f5caa2780bcada3b5",
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
                    func='INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "name_en", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (NEW."id", NEW."inspection_required", NEW."instruction", NEW."name", NEW."name_en", NEW."parallel_group", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reporting_point", NEW."routing_id", NEW."run_minutes", NEW."sequence", NEW."setup_minutes", NEW."work_centre_id"); RETURN NULL;',
                    hash="798f4e8d24370bba5659425578c42a1d04d50122",
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
                    func='INSERT INTO "catalog_routingoperationevent" ("id", "inspection_required", "instruction", "name", "name_en", "parallel_group", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporting_point", "routing_id", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (OLD."id", OLD."inspection_required", OLD."instruction", OLD."name", OLD."name_en", OLD."parallel_group", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reporting_point", OLD."routing_id", OLD."run_minutes", OLD."sequence", OLD."setup_minutes", OLD."work_centre_id"); RETURN NULL;',
                    hash="be6e0f09817ad2c4c886f87f751d616b30e38924",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2f156",
                    table="catalog_routingoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "name_en", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") SELECT new_values."active", new_values."capacity_minutes", new_values."code", new_values."cost_rate", new_values."id", new_values."kind", new_values."line_side_location_id", new_values."name", new_values."name_en", new_values."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plant_id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b348efb09c32e19fc17978004faaf5b3a4d979c3",
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
                    func='INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "name_en", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") VALUES (NEW."active", NEW."capacity_minutes", NEW."code", NEW."cost_rate", NEW."id", NEW."kind", NEW."line_side_location_id", NEW."name", NEW."name_en", NEW."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plant_id", NEW."revision"); RETURN NULL;',
                    hash="ecd1eab48ba0ae06e4200ba09083fc5c2a9fc1e1",
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
                    func='INSERT INTO "catalog_workcentreevent" ("active", "capacity_minutes", "code", "cost_rate", "id", "kind", "line_side_location_id", "name", "name_en", "org_unit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id", "revision") VALUES (OLD."active", OLD."capacity_minutes", OLD."code", OLD."cost_rate", OLD."id", OLD."kind", OLD."line_side_location_id", OLD."name", OLD."name_en", OLD."org_unit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plant_id", OLD."revision"); RETURN NULL;',
                    hash="a2fab00c33a3a1caaf630d6dc186c02dbe4f543d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7ae4a",
                    table="catalog_workcentre",
                    when="AFTER",
                ),
            ),
        ),
    ]
