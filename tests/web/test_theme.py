"""Any colour that a municipality picks becomes one that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naere.tenancy.colours import contrast
from naere.tenancy.models import Profile
from naere.web.theme import DARK_GROUNDS, FALLBACK, LIGHT_GROUNDS, stylesheet, version
from tests.tenant_client import TenantClient

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = Path(__file__).resolve().parents[2] / "frontend" / "styles" / "_tokens.scss"


def tokens(colour: str) -> tuple[dict[str, str], dict[str, str]]:
    light, dark = stylesheet(colour).split("@media")
    pattern = r"--([\w-]+):(#[0-9a-f]{6})"
    return dict(re.findall(pattern, light)), dict(re.findall(pattern, dark))


@given(colours)
def test_the_brand_can_be_read_on_every_ground(colour: str) -> None:
    light, dark = tokens(colour)
    for brand, grounds in ((light, LIGHT_GROUNDS), (dark, DARK_GROUNDS)):
        for ground in (*grounds, brand["brand-soft"], brand["on-brand"]):
            assert contrast(brand["brand"], ground) >= 4.5
        assert contrast(brand["brand-deep"], brand["on-brand"]) >= 4.5


def test_a_colour_that_can_be_read_is_left_alone() -> None:
    assert tokens("#0B6E4F")[0]["brand"] == "#0b6e4f"


@pytest.mark.parametrize(
    "bad", ["", "red", "#fff", "#12345g", "#123456;}body{display:none", "#123456\n", "url(x)"]
)
def test_what_is_no_colour_never_reaches_the_stylesheet(bad: str) -> None:
    assert stylesheet(bad) == stylesheet(FALLBACK)


def test_the_grounds_are_those_of_the_styles() -> None:
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    names = ("paper", "surface", "sunken")
    for source, grounds in ((light, LIGHT_GROUNDS), (dark, DARK_GROUNDS)):
        assert tuple(re.findall(rf"--{name}: (#\w+)", source)[0] for name in names) == grounds


def test_the_stylesheet_is_kept_until_the_colour_changes(reader: TenantClient) -> None:
    html = reader.get("/").content.decode()
    address = re.search(r"/tema\.css\?v=\w+", html)
    assert address is not None
    assert address[0] == f"/tema.css?v={version('#0b6e4f')}"
    first = reader.get(address[0])
    assert first.headers["Content-Type"] == "text/css; charset=utf-8"
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert first.content.decode() == stylesheet("#0b6e4f")
    Profile.objects.update(colour="#7a1f5c")
    assert reader.get(address[0]).headers["Cache-Control"] == "no-cache"
    assert address[0] not in reader.get("/").content.decode()
