"""What a tool that was never public is said to collect, and to need: not known where nobody wrote it.

No kind of data and no word about it, and no tick at “works offline”, is what every tool began with. Of
one that young people have seen it stays as it was said to them. Row by row of each municipality, since
the policies hold for the owner of the tables too. The history of a tool is never changed: it can hold
“not known” from here on, so that the columns cannot be made to refuse it again.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_FORGET = """
    UPDATE toolbox_tool AS tool SET
        data_kinds = CASE WHEN data_note_da = '' AND data_note_en = ''
                          THEN NULLIF(data_kinds, '{}') ELSE data_kinds END,
        works_offline = NULLIF(works_offline, false)
    WHERE tool.state NOT IN ('published', 'reviewing') AND NOT EXISTS (
        SELECT FROM toolbox_statechange AS change
        WHERE change.tool_id = tool.id AND change.to_state = 'published')"""


def _forget(apps: Any, schema_editor: Any) -> None:
    municipalities = apps.get_model("tenancy", "Municipality").objects.values_list("pk", flat=True)
    with schema_editor.connection.cursor() as cursor:
        for pk in list(municipalities):
            cursor.execute("SELECT set_config('app.tenant', %s, true)", [str(pk)])
            cursor.execute(_FORGET)
        cursor.execute("SELECT set_config('app.tenant', '', true)")


class Migration(migrations.Migration):
    dependencies = [
        ("toolbox", "0015_data_not_known_yet"),
    ]

    operations = [migrations.RunPython(_forget, migrations.RunPython.noop)]
