"""The logo: which pictures are taken, and how it is served."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demo.pictures import lamp, png
from naere.tenancy import queries, services
from naere.tenancy.images import MOST_BYTES, TooLargeError, WrongKindError, kind_of
from naere.tenancy.models import Municipality
from tests.tenant_client import TenantClient

PNG = png(8, "#0b6e4f", lamp)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

Clients = Callable[[Municipality], TenantClient]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
    ],
)
def test_pictures_that_are_taken(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("data", [SVG, b"", b"GIF89a", b"RIFF\x10\x00\x00\x00WAVEfmt ", b"<html>"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(WrongKindError):
        kind_of(data)


def test_too_large_is_refused() -> None:
    assert kind_of(PNG.ljust(MOST_BYTES, b"\0")) == "image/png"
    with pytest.raises(TooLargeError):
        kind_of(PNG.ljust(MOST_BYTES + 1, b"\0"))


def test_without_a_logo(dragoer: Municipality, client_for: Clients) -> None:
    assert queries.logo_address() == ""
    assert client_for(dragoer).get("/logo").status_code == 404


def test_served_with_its_type_and_kept_by_its_content(
    dragoer: Municipality, client_for: Clients
) -> None:
    services.set_logo(PNG, "En lampe", "A lamp")
    response = client_for(dragoer).get(queries.logo_address())
    assert response.content == PNG
    wanted = ("Content-Type", "X-Content-Type-Options", "Cache-Control", "Content-Security-Policy")
    assert [response[name] for name in wanted] == [
        "image/png",
        "nosniff",
        "public, max-age=31536000, immutable",
        "default-src 'none'; sandbox",
    ]


def test_an_old_address_is_not_kept(dragoer: Municipality, client_for: Clients) -> None:
    services.set_logo(PNG, "En lampe", "A lamp")
    old = queries.logo_address()
    services.set_logo(png(9, "#7a1f5c", lamp), "En anden lampe", "Another lamp")
    assert queries.logo_address() != old
    assert client_for(dragoer).get(old)["Cache-Control"] == "no-cache"


def test_another_municipality_has_its_own(
    dragoer: Municipality, ishoej: Municipality, client_for: Clients
) -> None:
    services.set_logo(PNG, "En lampe", "A lamp")
    assert client_for(ishoej).get("/logo").status_code == 404
