"""Pictures: what is taken, what is refused, what is kept of it, and who sees it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from naere.tenancy.models import Municipality
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import Guide, GuideVersion, Picture
from naere.toolbox.services import imaging, pictures
from naere.toolbox.services.imaging import (
    NotAPictureError,
    TooHeavyError,
    TooManyPixelsError,
    draw,
)
from tests.conversations.at_once import at_once
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient


def encoded(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    Image.new("RGB", size, (10, 120, 90)).save(out, kind, **options)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims to be large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def editor(municipality: Municipality, role: str = "editor") -> TenantClient:
    return TenantClient(municipality).be_staff(make_member(role).membership)


def sent(data: bytes, **more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("x.png", data, content_type="image/png")
    return {"file": file, "alt_da": "En grøn flade", "alt_en": "A green plane", **more}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_webp(kind: str) -> None:
    drawn = draw(encoded(kind))
    with Image.open(io.BytesIO(drawn.data)) as made:
        assert (made.format, made.size) == ("WEBP", (60, 40))


def test_what_the_camera_knows_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taget på Søndre Allé"
    exif[0x0112] = 6  # held upright
    drawn = draw(encoded("JPEG", exif=exif, comment=b"hemmeligt"))
    with Image.open(io.BytesIO(drawn.data)) as made:
        assert dict(made.getexif()) == {}
        assert made.size == (40, 60), "turned as the camera was held"
    assert b"Taget" not in drawn.data
    assert b"hemmeligt" not in drawn.data


def test_a_large_picture_becomes_small() -> None:
    drawn = draw(encoded("JPEG", (4000, 1000)))
    assert (drawn.width, drawn.height) == (1600, 400)


def test_transparency_stays() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(draw(out.getvalue()).data)) as made:
        assert made.mode == "RGBA"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><html><body>hej</body></html>",
        b"GIF89a" + b"\0" * 100,
        b"%PDF-1.7\n",
        encoded()[:60],
        encoded() + b"<script>alert(1)</script>",
        encoded("JPEG", comment=b"<svg onload=alert(1)>"),
        encoded("JPEG") + b"PK\x05\x06" + b"\0" * 18,
        encoded("BMP"),
        encoded("TIFF"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPictureError):
        draw(data)


@pytest.mark.parametrize("size", [(7000, 6000), (2**31 - 1, 2), (60000, 60000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixelsError):
        draw(png_that_says(*size))


def test_a_heavy_file_is_refused() -> None:
    with pytest.raises(TooHeavyError):
        draw(encoded() + b"\0" * imaging.MOST_BYTES)


def test_no_more_is_read_of_a_file_than_is_taken(dragoer: Municipality) -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked = size
            return b"\0" * size

    file: Any = Endless()
    with pytest.raises(TooHeavyError):
        pictures.add_picture(make_tool(), file, "a", "b")
    assert file.asked == imaging.MOST_BYTES + 1


@pytest.mark.parametrize("words", [("", "A plane"), ("En flade", "  ")])
def test_both_languages_are_needed(dragoer: Municipality, words: tuple[str, str]) -> None:
    with pytest.raises(ValidationError):
        pictures.add_picture(make_tool(), encoded(), *words)


def test_pictures_come_in_their_order(dragoer: Municipality) -> None:
    tool = make_tool()
    first, second = (pictures.add_picture(tool, encoded(), "a", "b") for _ in range(2))
    assert (first.order, second.order) == (0, 1)


def test_there_is_an_end_to_pictures(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", 1)
    tool = make_tool()
    pictures.add_picture(tool, encoded(), "a", "b")
    with pytest.raises(pictures.TooManyPicturesError):
        pictures.add_picture(tool, encoded(), "a", "b")


@pytest.mark.parametrize("state", [ToolState.PUBLISHED, ToolState.REVIEWING])
def test_anyone_sees_a_public_tools_picture(dragoer: Municipality, state: str) -> None:
    made = pictures.add_picture(make_tool(state=state), encoded(), "a", "b")
    response = TenantClient(dragoer).get(reverse("toolbox:picture", args=[made.pk]))
    assert response.status_code == 200
    assert response.content == made.data
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("state", ["suggested", "candidate", "assessing", "retired"])
def test_only_staff_see_the_others(dragoer: Municipality, state: str) -> None:
    made = pictures.add_picture(make_tool(state=state), encoded(), "a", "b")
    path = reverse("toolbox:picture", args=[made.pk])
    assert TenantClient(dragoer).get(path).status_code == 404
    seen = editor(dragoer, "volunteer").get(path)
    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")


def test_another_municipalitys_picture_does_not_exist(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        made = pictures.add_picture(make_tool(), encoded(), "a", "b")
    assert editor(dragoer).get(reverse("toolbox:picture", args=[made.pk])).status_code == 404


def test_an_editor_adds_a_picture(dragoer: Municipality) -> None:
    tool = make_tool(state="candidate")
    path = reverse("toolbox:pictures", args=[tool.pk])
    response = editor(dragoer).post(path, sent(encoded(), in_gallery="on"))
    assert (response.status_code, response["Location"]) == (302, path)
    made = Picture.objects.get()
    assert (made.tool_id, made.alt_da, made.in_gallery) == (tool.pk, "En grøn flade", True)
    shown = editor(dragoer).get(path).content.decode()
    assert f'alt="{made.alt_da}"' in shown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg><script>1</script></svg>", "Vælg en PNG, JPEG eller WebP."),
        (png_that_says(9000, 9000), "Billedet har mere end 40 megapixel."),
    ],
)
def test_a_refusal_says_why(dragoer: Municipality, data: bytes, sentence: str) -> None:
    path = reverse("toolbox:pictures", args=[make_tool().pk])
    response = editor(dragoer).post(path, sent(data))
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not Picture.objects.exists()


def test_fifty_megabytes_are_refused_unread(dragoer: Municipality) -> None:
    """The body is never touched: reading it would raise."""

    class Untouchable(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("the body was read")

    path = reverse("toolbox:pictures", args=[make_tool().pk])
    body: dict[str, Any] = {"wsgi.input": Untouchable(), "CONTENT_LENGTH": str(50 * 1024 * 1024)}
    kind = "multipart/form-data; boundary=x"
    response = editor(dragoer).generic("POST", path, b"", content_type=kind, **body)
    assert response.status_code == 413
    assert "Billedet er større end 8 MB." in response.content.decode()


def test_an_editor_changes_words_and_place(dragoer: Municipality) -> None:
    tool = make_tool()
    made = pictures.add_picture(tool, encoded(), "a", "b")
    name = f"p{made.pk.hex}"
    words = {f"{name}-alt_da": "Nyt", f"{name}-alt_en": "New", f"{name}-order": "7"}
    path = reverse("toolbox:picture-change", args=[tool.pk, made.pk])
    assert editor(dragoer).post(path, words).status_code == 302
    made.refresh_from_db()
    assert (made.alt_da, made.alt_en, made.order, made.in_gallery) == ("Nyt", "New", 7, False)
    wrong = editor(dragoer).post(path, words | {f"{name}-alt_en": ""})
    assert wrong.status_code == 400
    assert f'id="id_{name}-alt_en_error"' in wrong.content.decode()


def test_a_picture_of_another_tool_is_not_changed(dragoer: Municipality) -> None:
    made = pictures.add_picture(make_tool(), encoded(), "a", "b")
    path = reverse("toolbox:picture-remove", args=[make_tool().pk, made.pk])
    assert editor(dragoer).post(path).status_code == 404
    assert Picture.objects.filter(pk=made.pk).exists()


def test_a_picture_is_deleted_unless_a_guide_shows_it(dragoer: Municipality) -> None:
    tool = make_tool()
    used, free = (pictures.add_picture(tool, encoded(), "a", "b") for _ in range(2))
    own = {"municipality": current_municipality()}
    guide = Guide.objects.create(**own, tool=tool, audience="young")
    body = f"![a](billede:{used.pk})"
    GuideVersion.objects.create(**own, guide=guide, number=1, body_da=body)
    browser = editor(dragoer)
    for picture in (used, free):
        browser.post(reverse("toolbox:picture-remove", args=[tool.pk, picture.pk]))
    assert list(Picture.objects.values_list("pk", flat=True)) == [used.pk]


def test_two_who_add_at_once_get_each_their_place(committed: Municipality, in_tenant: Any) -> None:
    with in_tenant(committed):
        tool = make_tool()
    places: list[int] = []

    def add() -> None:
        places.append(pictures.add_picture(tool, encoded(), "a", "b").order)

    at_once(committed, add, add)
    assert sorted(places) == [0, 1]
