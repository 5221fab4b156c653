"""What every test may ask for: a database, municipalities, a server, a browser.

The database is PostgreSQL as in production: migrated by the owner role, used by the web role under
row-level security. A test that is to be seen by other connections asks for `committed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connections
from django_scopes import scopes_disabled

from tests.database import empty_copy, running_cluster
from tests.live import (  # noqa: F401
    browser,
    built,
    make_server,
    open_page,
    page,
    pytest_runtest_makereport,
    server,
    spare,
)

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from naere.config.embedded import EmbeddedPostgres
    from naere.tenancy.models import Municipality
    from tests.tenant_client import TenantClient


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser's journeys and run them last: from its start on, Playwright keeps a loop."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def cluster() -> Iterator[EmbeddedPostgres]:
    """The tests' PostgreSQL server."""
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, cluster: EmbeddedPostgres
) -> Iterator[None]:
    """Point Django at a fresh copy of the migrated template, as the web role."""
    from naere.config import env
    from naere.config.embedded import WEB

    name = empty_copy(cluster, "tests")
    settings.DATABASES["default"].update(env.database(cluster.url(WEB, name)))
    connections["default"].settings_dict.update(settings.DATABASES["default"])
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    cluster.drop_database(name)


@pytest.fixture
def in_tenant() -> Callable[[Municipality], AbstractContextManager[None]]:
    """Return a context manager that acts for a municipality, and gives the one before back."""
    return acting_for


@contextmanager
def acting_for(municipality: Municipality) -> Iterator[None]:
    """Act for `municipality`; afterwards the database again shows that of the scope around."""
    from naere.tenancy.scope import tenant_scope
    from tests.tenant_client import show_scope_again

    try:
        with tenant_scope(municipality):
            yield
    finally:
        show_scope_again()


@pytest.fixture
def dragoer(db: None) -> Iterator[Municipality]:
    """Dragør, with everything set, open at all hours; the test runs inside its scope."""
    from tests.factories.municipalities import make_dragoer

    municipality = make_dragoer()
    with acting_for(municipality):
        yield municipality


@pytest.fixture
def ishoej(db: None) -> Municipality:
    """Ishøj, with everything set and different; its scope is not open."""
    from tests.factories.municipalities import make_ishoej

    return make_ishoej()


@pytest.fixture
def committed(transactional_db: None) -> Municipality:
    """Dragør as `dragoer`, but committed and without a scope: for tests with other connections."""
    from tests.factories.municipalities import make_dragoer

    return make_dragoer()


@pytest.fixture
def client_for() -> Callable[[Municipality], TenantClient]:
    """Return a maker of HTTP clients that talk to a municipality's host."""
    from tests.tenant_client import TenantClient

    return TenantClient


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Forget rate limits and what is kept of pages between tests."""
    from django.core.cache import caches

    for kept in caches.all(initialized_only=True):
        kept.clear()


@pytest.fixture
def unscoped() -> Iterator[None]:
    """Look past django-scopes (not past the database's own row-level security)."""
    with scopes_disabled():
        yield
