"""What a tool that was never public is said to collect, and to need: not known where nobody wrote it.

No kind of data and no word about it, and no tick at “works offline”, is what every tool began with. Of
one that young people have seen it stays as it was said to them. Row by row of each municipality, since
the policies hold for the owner of the tables too.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_STEPS = (
    """UPDATE toolbox_tool AS tool SET
           data_kinds = CASE WHEN data_note_da = '' AND data_note_en = ''
                             THEN NULLIF(data_kinds, '{}') ELSE data_kinds END,
           works_offline = NULLIF(works_offline, false)
       WHERE tool.state NOT IN ('published', 'reviewing') AND NOT EXISTS (
           SELECT FROM toolbox_statechange AS change
           WHERE change.tool_id = tool.id AND change.to_state = 'published')""",
)
_BACK = (
    "UPDATE toolbox_tool SET data_kinds = '{}' WHERE data_kinds IS NULL",
    "UPDATE toolbox_tool SET works_offline = false WHERE works_offline IS NULL",
    "UPDATE toolbox_toolevent SET data_kinds = '{}' WHERE data_kinds IS NULL",
    "UPDATE toolbox_toolevent SET works_offline = false WHERE works_offline IS NULL",
)


def _forget(apps: Any, schema_editor: Any) -> None:
    _everywhere(apps, schema_editor, _STEPS)


def _fill(apps: Any, schema_editor: Any) -> None:
    _everywhere(apps, schema_editor, _BACK)


def _everywhere(apps: Any, schema_editor: Any, steps: tuple[str, ...]) -> None:
    municipalities = apps.get_model("tenancy", "Municipality").objects.values_list("pk", flat=True)
    with schema_editor.connection.cursor() as cursor:
        for pk in list(municipalities):
            cursor.execute("SELECT set_config('app.tenant', %s, true)", [str(pk)])
            for step in steps:
                cursor.execute(step)
        cursor.execute("SELECT set_config('app.tenant', '', true)")


class Migration(migrations.Migration):
    dependencies = [
        ("toolbox", "0015_data_not_known_yet"),
    ]

    operations = [migrations.RunPython(_forget, _fill)]
