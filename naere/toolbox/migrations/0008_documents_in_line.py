"""Keep search documents in the rows themselves, as they are.

Every search reads them all (docs/adr/0014); compressed and kept aside they would be fetched and
unpacked several times each.
"""

from __future__ import annotations

from django.db import migrations

TABLE = "toolbox_tooldocument"


class Migration(migrations.Migration):
    dependencies = [("toolbox", "0007_may_be_nothing")]

    operations = [
        migrations.RunSQL(
            [
                f"ALTER TABLE {TABLE} ALTER COLUMN vector SET STORAGE EXTERNAL",
                f"ALTER TABLE {TABLE} SET (toast_tuple_target = 8160)",
            ],
            [
                f"ALTER TABLE {TABLE} ALTER COLUMN vector SET STORAGE EXTENDED",
                f"ALTER TABLE {TABLE} RESET (toast_tuple_target)",
            ],
        )
    ]
