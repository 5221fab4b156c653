"""Age groups and the logo's words in two languages; the Danish stands in both until somebody writes.

The copy is an ALTER TABLE, for an UPDATE would see no row: the policies hold for the owner too, and
the history would tell of a change that nobody made.
"""

from __future__ import annotations

from typing import Any

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def _in_two(model: str, field: str, words: str, **options: Any) -> list[Any]:
    """Return the steps that part `field` of `model` into one per language, both with what it held."""
    danish, english = f"{field}_da", f"{field}_en"
    danish_words = models.CharField(verbose_name=f"{words}, Danish", **options)
    empty = models.CharField(verbose_name=f"{words}, English", default="", **options)
    copy = (
        f"ALTER TABLE tenancy_{model} ALTER COLUMN {english} "
        f"TYPE varchar({options['max_length']}) USING {danish}"
    )
    return [
        migrations.RenameField(model, field, danish),
        migrations.AlterField(model, danish, danish_words),
        migrations.AddField(model, english, empty, preserve_default=False),
        migrations.RunSQL(copy, migrations.RunSQL.noop),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_days_kept_from_one"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="agegroup",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agegroup",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agegroup",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="profile",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="profile",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="profile",
            name="delete_delete",
        ),
        *_in_two("agegroup", "label", "label", max_length=30),
        *_in_two("agegroupevent", "label", "label", max_length=30),
        *_in_two("profile", "logo_alt", "logo in words", max_length=120, blank=True),
        *_in_two("profileevent", "logo_alt", "logo in words", max_length=120, blank=True),
        pgtrigger.migrations.AddTrigger(
            model_name="agegroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tenancy_agegroupevent" ("age_from", "age_to", "id", "label_da", "label_en", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."age_from", NEW."age_to", NEW."id", NEW."label_da", NEW."label_en", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="978824c77f31e48766cbe8d589028a0c8f2a949d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_03d4b",
                    table="tenancy_agegroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agegroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tenancy_agegroupevent" ("age_from", "age_to", "id", "label_da", "label_en", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."age_from", NEW."age_to", NEW."id", NEW."label_da", NEW."label_en", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="d8f92591c0533b85056528617b5533e2fd1101b6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_59091",
                    table="tenancy_agegroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agegroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tenancy_agegroupevent" ("age_from", "age_to", "id", "label_da", "label_en", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."age_from", OLD."age_to", OLD."id", OLD."label_da", OLD."label_en", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="2181498143cf7cbf9e6a8915fc5fe5f8de930a66",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dc93f",
                    table="tenancy_agegroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="profile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tenancy_profileevent" ("age_from", "age_to", "closed_on_holidays", "colour", "contact_email", "contact_name", "contact_phone", "days_kept", "exit_url", "id", "logo", "logo_alt_da", "logo_alt_en", "logo_type", "municipality_id", "name", "parallel_conversations", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_limit", "session_minutes") VALUES (NEW."age_from", NEW."age_to", NEW."closed_on_holidays", NEW."colour", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."days_kept", NEW."exit_url", NEW."id", NEW."logo", NEW."logo_alt_da", NEW."logo_alt_en", NEW."logo_type", NEW."municipality_id", NEW."name", NEW."parallel_conversations", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."queue_limit", NEW."session_minutes"); RETURN NULL;',
                    hash="2772fbf4da70ad0dffb27a6084d0c29163532fa8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1cb6a",
                    table="tenancy_profile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="profile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tenancy_profileevent" ("age_from", "age_to", "closed_on_holidays", "colour", "contact_email", "contact_name", "contact_phone", "days_kept", "exit_url", "id", "logo", "logo_alt_da", "logo_alt_en", "logo_type", "municipality_id", "name", "parallel_conversations", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_limit", "session_minutes") VALUES (NEW."age_from", NEW."age_to", NEW."closed_on_holidays", NEW."colour", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."days_kept", NEW."exit_url", NEW."id", NEW."logo", NEW."logo_alt_da", NEW."logo_alt_en", NEW."logo_type", NEW."municipality_id", NEW."name", NEW."parallel_conversations", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."queue_limit", NEW."session_minutes"); RETURN NULL;',
                    hash="7bff5d7260ab80d01290bb74df4c2478cb4abca2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8169",
                    table="tenancy_profile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="profile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tenancy_profileevent" ("age_from", "age_to", "closed_on_holidays", "colour", "contact_email", "contact_name", "contact_phone", "days_kept", "exit_url", "id", "logo", "logo_alt_da", "logo_alt_en", "logo_type", "municipality_id", "name", "parallel_conversations", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_limit", "session_minutes") VALUES (OLD."age_from", OLD."age_to", OLD."closed_on_holidays", OLD."colour", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."days_kept", OLD."exit_url", OLD."id", OLD."logo", OLD."logo_alt_da", OLD."logo_alt_en", OLD."logo_type", OLD."municipality_id", OLD."name", OLD."parallel_conversations", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."queue_limit", OLD."session_minutes"); RETURN NULL;',
                    hash="4191954db5a4d7881c38d6c7fbf1a0511e872809",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_146cb",
                    table="tenancy_profile",
                    when="AFTER",
                ),
            ),
        ),
    ]
