"""Operations of orders have an English name; stages and refusals tell it."""

from importlib.resources import files

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

STAGES = files("qitao.production").joinpath("sql/schema_stages.sql").read_text(encoding="utf-8")
DROP = (
    "DROP VIEW IF EXISTS production_operation_row; "
    "DROP FUNCTION IF EXISTS production_stages(bigint)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0007_walls"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="orderoperation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="orderoperation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="orderoperation",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="orderoperation",
            name="name_en",
            field=models.CharField(db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="orderoperationversion",
            name="name_en",
            field=models.CharField(db_default="", max_length=200),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "production_orderoperationversion" ("id", "inspection_required", "name", "name_en", "order_id", "outsourced_to_id", "parallel_group", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reporting_point", "run_minutes", "sequence", "setup_minutes", "work_centre_id") SELECT new_values."id", new_values."inspection_required", new_values."name", new_values."name_en", new_values."order_id", new_values."outsourced_to_id", new_values."parallel_group", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."reporting_point", new_values."run_minutes", new_values."sequence", new_values."setup_minutes", new_values."work_centre_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2b4dfba6152148f63a4bf0dcc53e42c02d98c99a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ebe26",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="production_orderoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inspection_required" IS DISTINCT FROM (NEW."inspection_required") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."outsourced_to_id" IS DISTINCT FROM (NEW."outsourced_to_id") OR OLD."parallel_group" IS DISTINCT FROM (NEW."parallel_group") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."reporting_point" IS DISTINCT FROM (NEW."reporting_point") OR OLD."run_minutes" IS DISTINCT FROM (NEW."run_minutes") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."setup_minutes" IS DISTINCT FROM (NEW."setup_minutes") OR OLD."work_centre_id" IS DISTINCT FROM (NEW."work_centre_id"))',
                    func='INSERT INTO "production_orderoperationversion" ("id", "inspection_required", "name", "name_en", "order_id", "outsourced_to_id", "parallel_group", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reporting_point", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (NEW."id", NEW."inspection_required", NEW."name", NEW."name_en", NEW."order_id", NEW."outsourced_to_id", NEW."parallel_group", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quantity", NEW."reporting_point", NEW."run_minutes", NEW."sequence", NEW."setup_minutes", NEW."work_centre_id"); RETURN NULL;',
                    hash="092a816a812900375a7a5d7120c47fb09105093f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aeda8",
                    table="production_orderoperation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_orderoperationversion" ("id", "inspection_required", "name", "name_en", "order_id", "outsourced_to_id", "parallel_group", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reporting_point", "run_minutes", "sequence", "setup_minutes", "work_centre_id") VALUES (OLD."id", OLD."inspection_required", OLD."name", OLD."name_en", OLD."order_id", OLD."outsourced_to_id", OLD."parallel_group", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quantity", OLD."reporting_point", OLD."run_minutes", OLD."sequence", OLD."setup_minutes", OLD."work_centre_id"); RETURN NULL;',
                    hash="59e5f2bdc5d50b84a91abb6342056790c669d40c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c6439",
                    table="production_orderoperation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(DROP, DROP),
        migrations.RunSQL(STAGES, migrations.RunSQL.noop),
    ]
