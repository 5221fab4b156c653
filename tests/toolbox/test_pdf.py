"""Guides on paper: read back from the file, tag by tag."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from PIL import Image

from naere.toolbox.services import pdf
from naere.toolbox.services.pdf import Paper, Part, make, nodes

HOME = "https://dragoer.naere.example/"


@dataclass
class Shot:
    id: UUID
    width: int = 320
    height: int = 200


SHOT = Shot(uuid4())


def webp() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "teal").save(out, "WEBP")
    return out.getvalue()


def paper(body: str, **changes: Any) -> Paper:
    made = Paper(
        title="Rolig: vejledning",
        lang="da",
        municipality="Dragør Kommune",
        colour="#0f6466",
        audience="for den unge",
        mark="",
        version="Udgave 3, 25. november 2026",
        description="En vejledning",
        address=f"{HOME}vaerktoej/rolig/vejledning/young/",
        where="Læs den på",
        qr="QR-kode til siden",
        urgent="Er du i fare? Ring 112.",
        not_when=Part("Hvornår ikke", nodes("Når det haster.", [], HOME)),
        instead=Part("I stedet", nodes("- [Ring](/hjaelp/)", [], HOME)),
        body=nodes(body, [SHOT], HOME),
        made=datetime(2026, 11, 25, tzinfo=UTC),
        pictures={str(SHOT.id): webp()},
    )
    return replace(made, **changes)


def opened(body: str, **changes: Any) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(make(paper(body, **changes))))


def elements(document: pikepdf.Pdf) -> list[tuple[str, pikepdf.Dictionary]]:
    """Return the structure elements in reading order."""
    found: list[tuple[str, pikepdf.Dictionary]] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node["/S"]), node))
            walk(node.get("/K", pikepdf.Array()))

    walk(document.Root.StructTreeRoot["/K"])
    return found


def kinds(document: pikepdf.Pdf) -> list[str]:
    return [kind for kind, _element in elements(document)]


BODY = f"""# Sådan
Gør *det* **her**.

1. Åbn [siden](https://a.example/)
2. Luk

![En rolig skærm](billede:{SHOT.id})

> Citat

---

    kode

## Dybere
- a
  - b
"""


def test_it_is_tagged_and_says_its_language_title_and_standard() -> None:
    with opened(BODY) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "da"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Rolig: vejledning"
        assert kinds(document)[0] == "/Document"


def test_a_picture_is_embedded_and_tagged_once() -> None:
    with opened(f"![En](billede:{SHOT.id})\n\n![To](billede:{SHOT.id})") as document:
        said = [str(element["/Alt"]) for kind, element in elements(document) if kind == "/Figure"]
    assert said == ["QR-kode til siden", "En", "To"]


def test_english_says_so() -> None:
    with opened(BODY, lang="en") as document:
        assert str(document.Root.Lang) == "en"


def test_headings_lists_links_and_pictures_are_what_they_are() -> None:
    with opened(BODY) as document:
        found = kinds(document)
        headings = [kind for kind in found if re.fullmatch(r"/H\d", kind)]
        assert headings == ["/H1", "/H2", "/H2", "/H2", "/H3"]
        assert found.count("/L") == 4
        assert found.count("/LI") == 5
        assert found.count("/Link") == 3
        assert found.count("/BlockQuote") == 1
        said = [str(element["/Alt"]) for kind, element in elements(document) if kind == "/Figure"]
        assert said == ["QR-kode til siden", "En rolig skærm"]


def test_addresses_are_whole() -> None:
    with opened(BODY) as document:
        found = {
            str(note["/A"]["/URI"])
            for page in document.pages
            for note in page.get("/Annots", pikepdf.Array())
            if "/A" in note
        }
    assert found == {
        f"{HOME}hjaelp/",
        "https://a.example/",
        f"{HOME}vaerktoej/rolig/vejledning/young/",
    }


def test_every_page_has_its_number() -> None:
    with opened("Linje\n\n" * 200) as document:
        assert len(document.pages) > 3


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        '#read("/etc/passwd")',
        "$ #sys.inputs $",
        "= h\n\n+ a\n\n/ t: d",
        '`#eval("1")`',
        "\\u{41} #set page(fill: red)",
        ']#panic("x")[',
        "// note\n\n/* x */ <label> @ref",
        '"\\"#panic()',
    ],
)
def test_what_somebody_wrote_is_never_run(text: str) -> None:
    assert make(paper(text)).startswith(b"%PDF-")
    assert make(paper("x", title=text, municipality=text, audience=text)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "text",
    [
        "Godt 🙂 gået",
        "中文 日本",
        "\U000e0041",
        "".join(map(chr, range(0x1F300, 0x1F500))),
        "a\u0301\u0338",
    ],
)
def test_signs_without_a_font_are_left_out(text: str) -> None:
    assert make(paper(f"Hej {text}")).startswith(b"%PDF-")


def test_what_is_left_out_does_not_break_the_data() -> None:
    assert pdf._without('{"a": "\\"🙂中"}', {"🙂", "中", '"', "\\"}) == '{"a": "\\"?"}'


@pytest.mark.parametrize("text", ["> " * 40 + "a", "- " * 40 + "a", "**a *b " * 300, "a " * 6000])
def test_deep_and_long_texts_become_paper(text: str) -> None:
    assert make(paper(text)).startswith(b"%PDF-")


def test_it_takes_less_than_two_seconds_and_the_second_time_nothing() -> None:
    body = "\n\n".join([BODY] * 12)
    began = time.monotonic()
    first = make(paper(body))
    assert time.monotonic() - began < 2
    began = time.monotonic()
    assert make(paper(body)) is first
    assert time.monotonic() - began < 0.2


def test_a_colour_that_cannot_be_read_is_not_used_for_text() -> None:
    assert make(paper("x", colour="#ffff00")) == make(paper("x", colour="#fefe00"))
    assert make(paper("x", colour="#0f6466")) != make(paper("x", colour="#ffff00"))


def test_it_waits_for_others_and_then_says_that_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_WAIT", 0.05)
    with pdf._ONE_AT_A_TIME, pytest.raises(pdf.BusyError):
        make(paper("optaget"))
    assert make(paper("optaget")).startswith(b"%PDF-")


def test_when_all_else_fails_the_letters_of_danish_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_TRIES", 0)
    with opened("Æblegrød 🙂 «nu»") as document:
        assert len(document.pages) == 1
