"""Which municipality a host name belongs to."""

from __future__ import annotations

from django.conf import settings

from naere.tenancy.models import Municipality


def bare(host: str) -> str:
    """Return `host` in lower case without its port and trailing dot."""
    return host.rsplit(":", 1)[0].lower().rstrip(".") if not host.endswith("]") else host


def is_base_host(host: str) -> bool:
    """Return whether `host` is the installation's own, where the chooser is."""
    return bare(host) == str(settings.NAERE_BASE_HOST)


def host_of(municipality: Municipality) -> str:
    """Return the host at which a municipality answers, without a port."""
    return municipality.host or f"{municipality.slug}.{settings.NAERE_BASE_HOST}"


def municipality_of_host(host: str) -> Municipality | None:
    """Return the municipality that answers at `host`, or None."""
    name = bare(host)
    suffix = f".{settings.NAERE_BASE_HOST}"
    if name.endswith(suffix):
        return Municipality.objects.filter(slug=name.removesuffix(suffix), is_active=True).first()
    return Municipality.objects.filter(host=name, is_active=True).exclude(host="").first()
