"""The access log can be added to and read, and nothing else."""

from django.db import migrations

_GUARD = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the access log is append-only'; END $$;
CREATE TRIGGER append_only BEFORE DELETE ON safeguarding_accessentry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_update BEFORE UPDATE ON safeguarding_accessentry
    FOR EACH ROW WHEN (OLD.membership_id IS NOT DISTINCT FROM NEW.membership_id
        OR NEW.membership_id IS NOT NULL
        OR (OLD.at, OLD.action, OLD.subject, OLD.note, OLD.municipality_id)
            IS DISTINCT FROM (NEW.at, NEW.action, NEW.subject, NEW.note, NEW.municipality_id))
    EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0001_initial")]

    operations = [
        migrations.RunSQL(_GUARD, "DROP FUNCTION refuse_change() CASCADE"),
    ]
