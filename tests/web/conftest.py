"""Reports what the tests of the young people's texts found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tenant_client import TenantClient
from tests.web import lix_report

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the ten heaviest of the young people's texts at the end of a run."""
    lix_report.write(terminalreporter)


@pytest.fixture
def reader(dragoer: Municipality) -> TenantClient:
    """A browser at Dragør's host that has been nowhere before."""
    return TenantClient(dragoer)
