"""Let each reporter's share of an epoch lie beside the other's, so that none replaces another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0002_append_messages"),
        ("keys", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="epochshare",
            name="one_share_per_team",
        ),
        migrations.AddConstraint(
            model_name="epochshare",
            constraint=models.UniqueConstraint(
                fields=("municipality", "conversation", "number", "team_key", "creator_public_key"),
                name="one_share_per_team",
            ),
        ),
    ]
