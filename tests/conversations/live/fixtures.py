"""The server under test: one process on a database of its own for the whole session."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.ground import free_port
from tests.conversations.live.durable import bring_over, durable_cluster
from tests.conversations.live.place import Pair, Place, settle
from tests.database import empty_copy
from tests.live import Server

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from naere.config.embedded import EmbeddedPostgres

# With the pool of connections, and mail in files, as the demo and production have them.
AS_SERVED = {"DJANGO_SETTINGS_MODULE": "naere.config.settings.demo"}
# What one person may write at once here: more than any test but that of the limit.
BURST = 2000


@pytest.fixture(scope="session")
def place(
    cluster: EmbeddedPostgres, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Place]:
    """Two municipalities with people, and the server's own process."""
    database = empty_copy(cluster, "sockets")
    server = Server(cluster, database, free_port(), {"NAERE_MESSAGE_BURST": str(BURST)})
    server.log.unlink(missing_ok=True)
    made = settle(server, django_db_blocker)
    server.start()
    yield made
    server.kill(signal.SIGTERM)
    cluster.drop_database(database)


@pytest.fixture(scope="session")
def durable(cluster: EmbeddedPostgres) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL that may be stopped at once, and has lost nothing afterwards."""
    with durable_cluster(cluster) as running:
        yield running


@pytest.fixture
def frail(
    cluster: EmbeddedPostgres,
    durable: EmbeddedPostgres,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[Place]:
    """A place whose database and server the test may stop; the server is started by the test."""
    name = request.node.name[:40]
    bring_over(cluster, durable, name)
    server = Server(durable, name, free_port(), AS_SERVED | {"NAERE_MESSAGE_BURST": str(BURST)})
    server.log.unlink(missing_ok=True)
    yield settle(server, django_db_blocker)
    server.kill()
    durable.start()
    durable.drop_database(name)


@pytest.fixture
def pair(place: Place) -> Pair:
    """A new conversation in Dragør that goes on."""
    return place.pair()


@pytest.fixture
def empty_queue(place: Place) -> None:
    """Nobody waits in Dragør."""
    place.empty_queue()
