"""A plant says how far above the ordered quantity it may report; stages know what room is left."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kitting", "0003_past"),
        ("people", "0004_past"),
        ("production", "0005_past"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlantSettingVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("over_percent", models.DecimalField(db_default=0, decimal_places=4, max_digits=7)),
                ("over_pieces", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlantSetting",
            fields=[
                (
                    "plant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.plant",
                    ),
                ),
                ("over_percent", models.DecimalField(db_default=0, decimal_places=4, max_digits=7)),
                ("over_pieces", models.DecimalField(db_default=0, decimal_places=6, max_digits=18)),
            ],
            options={
                "db_table": "production_plant_setting",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("over_percent__gte", 0),
                            ("over_percent__lte", 100),
                            ("over_pieces__gte", 0),
                        ),
                        name="production_plant_setting_over",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_plantsettingversion" ("over_percent", "over_pieces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id") VALUES (NEW."over_percent", NEW."over_pieces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."plant_id", NEW."plant_id"); RETURN NULL;',
                    hash="270451a8ad903daf6ac2a932ed686057cb652e44",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f467e",
                    table="production_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "production_plantsettingversion" ("over_percent", "over_pieces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id") VALUES (NEW."over_percent", NEW."over_pieces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."plant_id", NEW."plant_id"); RETURN NULL;',
                    hash="79c766edd75b38464eadc008131e684a7f1e1c19",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c898",
                    table="production_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "production_plantsettingversion" ("over_percent", "over_pieces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_id") VALUES (OLD."over_percent", OLD."over_pieces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."plant_id", OLD."plant_id"); RETURN NULL;',
                    hash="974a5bc22973692af1c42d656d667da0551ca9d2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_16ccf",
                    table="production_plant_setting",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="plantsettingversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="production.plantsetting",
            ),
        ),
        migrations.AddField(
            model_name="plantsettingversion",
            name="plant",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="people.plant",
            ),
        ),
    ]
