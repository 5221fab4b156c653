"""Words that somebody wrote without a name, and that were kept longer than they were needed.

Row by row of each municipality, since the policies hold for the owner of the tables too.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_STEPS = (
    # The reason for the first step of a suggestion was the suggestion itself.
    """UPDATE toolbox_statechange SET reason = 'Foreslået uden navn.'
       WHERE from_state = '' AND to_state = 'suggested' AND "by_id" IS NULL""",
    """UPDATE toolbox_statechange SET reason = 'Foreslået af en medarbejder eller frivillig.'
       WHERE from_state = '' AND to_state = 'suggested' AND "by_id" IS NOT NULL""",
    # And so was the note about a suggestion of what was there already.
    """UPDATE toolbox_researchnote AS note SET why = 'Et forslag var det samme værktøj.'
       FROM toolbox_tool AS tool
       WHERE tool.suggestion <> '' AND tool.state = 'retired' AND note.why = tool.suggestion""",
    "UPDATE toolbox_tool SET suggestion = '' WHERE state <> 'suggested' AND suggestion <> ''",
    "UPDATE toolbox_feedback SET sentence = '' WHERE moderation = 'hidden' AND sentence <> ''",
    # What is public by now has been seen; nobody is named as having read it.
    "UPDATE toolbox_declaration SET shown_at = answered_at WHERE answered_at IS NOT NULL",
)


def _clear(apps: Any, schema_editor: Any) -> None:
    municipalities = apps.get_model("tenancy", "Municipality").objects.values_list("pk", flat=True)
    with schema_editor.connection.cursor() as cursor:
        for pk in list(municipalities):
            cursor.execute("SELECT set_config('app.tenant', %s, true)", [str(pk)])
            for step in _STEPS:
                cursor.execute(step)
        cursor.execute("SELECT set_config('app.tenant', '', true)")


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_days_kept_from_one"),
        ("toolbox", "0011_read_before_shown"),
    ]

    operations = [migrations.RunPython(_clear, migrations.RunPython.noop)]
