"""What stood in one language keeps standing when there are two."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection

from naere.config import env
from naere.config.embedded import OWNER, EmbeddedPostgres
from naere.tenancy import queries, services
from naere.tenancy.models import Municipality
from tests.database import SETTINGS, empty_copy
from tests.tenancy.test_logo import PNG
from tests.tenant_client import TenantClient

ONE, TWO = "0002_days_kept_from_one", "0003_two_languages"
TENANT = "5b1f7f1e-5a0e-4d8e-9f5f-0d6a6b1c2d3e"
ROW = """
SELECT set_config('app.tenant', '{tenant}', true);
INSERT INTO tenancy_municipality (id, slug, name, host, is_active)
VALUES ('{tenant}', 'gammel', 'Gammel', '', true);
INSERT INTO tenancy_agegroup (id, municipality_id, label, age_from, age_to)
VALUES (gen_random_uuid(), '{tenant}', '16–18 år', 16, 18);
"""
SEEN = "SELECT label_da, label_en FROM {table} WHERE municipality_id = %s"


@pytest.fixture
def old(cluster: EmbeddedPostgres) -> Iterator[str]:
    """The address of a database of its own, as the owner, in which labels have one language."""
    name = empty_copy(cluster, "languages")
    url = cluster.url(OWNER, name)
    migrate(url, ONE)
    yield url
    cluster.drop_database(name)


def migrate(url: str, target: str) -> None:
    """Bring tenancy to a migration, as the owner does."""
    command = (sys.executable, "manage.py", "migrate", "tenancy", target, "--verbosity", "0")
    given = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS}
    subprocess.run(command, cwd=env.ROOT, env=os.environ | given, check=True)


def test_what_was_written_stands_in_both_and_the_history_tells_of_no_change(old: str) -> None:
    with psycopg.connect(old) as before:
        before.execute(ROW.format(tenant=TENANT))
    migrate(old, TWO)
    with psycopg.connect(old) as after:
        after.execute("SELECT set_config('app.tenant', %s, true)", [TENANT])
        for table in ("tenancy_agegroup", "tenancy_agegroupevent"):
            found = after.execute(SEEN.format(table=table), [TENANT]).fetchall()
            assert found == [("16–18 år", "16–18 år")], table


def test_the_history_goes_on_in_both(dragoer: Municipality) -> None:
    group = queries.age_groups()[0]
    group.label_en = "the youngest"
    services.save_row(group)
    with connection.cursor() as cursor:
        cursor.execute("SELECT label_en FROM tenancy_agegroupevent ORDER BY pgh_id DESC LIMIT 1")
        assert cursor.fetchone() == ("the youngest",)


@pytest.mark.parametrize(("cookie", "words"), [("da", "En lampe"), ("en", "A lamp")])
def test_the_logo_is_read_aloud_in_the_readers_language(
    dragoer: Municipality,
    client_for: Callable[[Municipality], TenantClient],
    cookie: str,
    words: str,
) -> None:
    services.set_logo(PNG, "En lampe", "A lamp")
    browser = client_for(dragoer)
    browser.cookies["naere-sprog"] = cookie
    assert f'alt="{words}"' in browser.get("/").content.decode()
