"""A guide on paper: PDF/UA-1 by Typst, which refuses to write a file that breaks the standard (R50).

What people wrote goes to Typst as data and is placed as text; the only program that runs is
`printing/guide.typ`. Typst reads no file outside a folder that is made for the one document.
"""

from __future__ import annotations

import io
import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol
from urllib.parse import urljoin

import segno
import typst
from markdown_it.tree import SyntaxTreeNode

from naere.tenancy.colours import ENOUGH_FOR_TEXT, contrast
from naere.toolbox.services.markdown import (
    PictureOfTool,
    pictures_in,
    settled,
    tidy,
)

TEMPLATE: Final = (Path(__file__).parent.parent / "printing" / "guide.typ").read_bytes()
_INK: Final = "#1f1a17"
_WIDEST, _HIGHEST, _CM_A_PIXEL = 15.0, 11.0, 2.54 / 96  # cm
_TRIES: Final = 4
_WAIT: Final = 10  # seconds for somebody else's document
_ONE_AT_A_TIME = threading.BoundedSemaphore(1)
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_BEYOND = re.compile("[^\n\u0020-\u007e\u00a0-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026]")

Node = dict[str, Any]


class BusyError(Exception):
    """Other documents are being made; ask again in a moment."""


class PictureWithBytes(PictureOfTool, Protocol):
    """A picture that is read whole."""

    data: bytes


@dataclass(frozen=True)
class Part:
    """A part of a guide under a heading of its own."""

    title: str
    nodes: Sequence[Node]


@dataclass(frozen=True)
class Paper:
    """What stands on the paper, all of it in the one language `lang`."""

    title: str
    lang: str
    municipality: str
    colour: str
    audience: str
    mark: str  # that the tool is an example, or nothing
    version: str
    description: str
    address: str
    where: str
    qr: str
    urgent: str  # whom to call: nothing can be pressed on paper
    not_when: Part
    instead: Part
    body: Sequence[Node]
    made: datetime
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def nodes(text: str, pictures: Iterable[PictureOfTool], home: str) -> list[Node]:
    """Return a Markdown text as data for the template. `home` completes links to our own pages."""
    tree = SyntaxTreeNode(settled(text, pictures))
    return [node for child in tree.children for node in _node(child, home)]


def wanted(*texts: str, pictures: Iterable[PictureOfTool]) -> set[str]:
    """Return the ids of the pictures that texts show."""
    theirs = list(pictures)
    return {found for text in texts for found in pictures_in(settled(text, theirs))}


def make(paper: Paper) -> bytes:
    """Return the PDF. The same paper is made once and kept for a while. Raises BusyError."""
    data = asdict(paper)
    pictures = tuple(sorted(data.pop("pictures").items()))
    stamp = int(data.pop("made").timestamp())
    data["colour"] = paper.colour if contrast(paper.colour) >= ENOUGH_FOR_TEXT else _INK
    return _made(json.dumps(data, ensure_ascii=False), pictures, stamp, paper.address)


@lru_cache(maxsize=32)
def _made(data: str, pictures: tuple[tuple[str, bytes], ...], stamp: int, address: str) -> bytes:
    if not _ONE_AT_A_TIME.acquire(timeout=_WAIT):
        raise BusyError
    try:
        with TemporaryDirectory(prefix="naere-pdf-") as folder:
            _lay_out(Path(folder), pictures, address)
            return _compiled_as_far_as_fonts_go(data, Path(folder), stamp)
    finally:
        _ONE_AT_A_TIME.release()


def _lay_out(folder: Path, pictures: tuple[tuple[str, bytes], ...], address: str) -> None:
    (folder / "guide.typ").write_bytes(TEMPLATE)
    for name, picture in pictures:
        (folder / f"{name}.webp").write_bytes(picture)
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    (folder / "address.svg").write_bytes(drawn.getvalue())


def _compiled_as_far_as_fonts_go(data: str, folder: Path, stamp: int) -> bytes:
    """Compile; signs that no font has are left out, since PDF/UA allows no empty boxes."""
    for _try in range(_TRIES):
        try:
            return _compiled(data, folder, stamp)
        except typst.TypstError as error:
            missing = set(_unshown(error.diagnostic))
            if not missing:
                raise
            data = _without(data, missing)
    return _compiled(_BEYOND.sub("", data), folder, stamp)


def _compiled(data: str, folder: Path, stamp: int) -> bytes:
    return typst.compile(
        folder / "guide.typ",
        root=folder,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=stamp,
    )


def _unshown(diagnostic: str) -> Iterator[str]:
    for found in _UNSHOWN.findall(diagnostic):
        yield from _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found)


def _without(data: str, missing: set[str]) -> str:
    """Return the JSON without signs; a letter leaves a question mark, so that a gap is seen."""
    for sign in missing - set('"\\'):
        stays = unicodedata.category(sign)[0] in "LN"
        data = data.replace(sign, "?" if stays else "")
    return data


def _node(node: SyntaxTreeNode, home: str) -> Iterator[Node]:
    kind = node.type
    if kind in _HOLDING:
        yield {"kind": _HOLDING[kind], "children": _children(node, home)}
    elif kind in {"text", "code_inline", "fence", "code_block"}:
        yield {"kind": _SAYING[kind], "text": tidy(node.content)}
    elif kind in {"softbreak", "hardbreak", "hr"}:
        yield _MARKS[kind]
    elif kind == "heading":
        yield {"kind": "heading", "level": int(node.tag[1]), "children": _children(node, home)}
    elif kind == "ordered_list":
        start = min(int(node.attrs.get("start", 1)), 1_000_000)
        yield {"kind": "numbers", "start": start, "children": _children(node, home)}
    elif kind == "link":
        address = urljoin(home, str(node.attrs["href"]))
        yield {"kind": "link", "address": address, "children": _children(node, home)}
    elif kind == "image":
        yield _picture(node)


def _children(node: SyntaxTreeNode, home: str) -> list[Node]:
    return [found for child in node.children for found in _node(child, home)]


def _picture(node: SyntaxTreeNode) -> Node:
    wide, high = int(node.attrs["width"]), int(node.attrs["height"])
    width = min(wide * _CM_A_PIXEL, _WIDEST, _HIGHEST * wide / max(high, 1))
    words = "".join(child.content for child in node.children)
    file = f"{node.meta['picture']}.webp"
    return {"kind": "picture", "file": file, "words": words, "width": round(width, 2)}


_HOLDING: Final = {
    "paragraph": "paragraph",
    "inline": "line",
    "strong": "strong",
    "em": "em",
    "bullet_list": "bullets",
    "list_item": "item",
    "blockquote": "quote",
}
_SAYING: Final = {"text": "text", "code_inline": "code", "fence": "block", "code_block": "block"}
_MARKS: Final[dict[str, Node]] = {
    "softbreak": {"kind": "text", "text": " "},
    "hardbreak": {"kind": "break"},
    "hr": {"kind": "rule"},
}
