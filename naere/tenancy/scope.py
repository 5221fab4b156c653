"""The one place where work is bound to a municipality: Python scope and database together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django_scopes import get_scope, scope

from naere.tenancy.rls import set_tenant

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


@contextmanager
def tenant_scope(municipality: Municipality) -> Iterator[None]:
    """Run a block as `municipality`, in one transaction.

    django-scopes makes an unscoped query raise; row-level security makes the database agree.
    The setting is local to the transaction, so a pooled connection cannot carry it on.
    """
    with transaction.atomic(), scope(municipality=municipality):
        set_tenant(municipality.pk)
        yield


def current_municipality() -> Municipality:
    """Return the municipality that the work is bound to; raises KeyError outside `tenant_scope`."""
    municipality: Municipality = get_scope()["municipality"]
    return municipality
