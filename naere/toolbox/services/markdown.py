"""Markdown of the guides: from text that anybody may have typed to a page that is safe (R50).

CommonMark without HTML. What a link or a picture may lead to is decided on the token tree, which the
page and the PDF share; what comes out is cleaned once more by an allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol
from urllib.parse import urlsplit
from uuid import UUID

import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

LONGEST: Final = 20_000  # characters
LONGEST_ALT: Final = 240
PICTURE: Final = "billede:"
_TOP, _DEEPEST = 2, 6
_NESTING = 14  # levels; a point of a list is two. The parser leaves out what lies deeper
# Not seen, yet able to make a text read as something else: controls, and marks that turn it around.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.?")
_TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre"} | {
    "blockquote",
    "br",
    "hr",
    "a",
    "img",
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "*": set[str](),
}


class TooLongError(ValueError):
    """More than `LONGEST` characters."""


class PictureOfTool(Protocol):
    """What is asked of a picture; the model's `data` is never read here."""

    id: UUID
    width: int
    height: int


@dataclass(frozen=True)
class Fault:
    """Something that a guide may not hold, and the line (from 1) where it stands."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("Line %(line)s: %(message)s") % {"line": self.line, "message": self.message}


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Let every link become a token, so that one that is refused can be named."""
        return True


_OPTIONS = {"html": False, "linkify": False, "typographer": False, "maxNesting": _NESTING}
_PARSER = _Parser("commonmark", _OPTIONS).disable(["html_block", "html_inline"])
_RENDERER = RendererHTML()


def tidy(text: str) -> str:
    """Return `text` with plain line ends and without marks that nobody sees."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def render(text: str, pictures: Iterable[PictureOfTool] = ()) -> SafeString:
    """Return the HTML of a guide; its headings begin at h2. Raises TooLongError.

    `pictures` are the tool's own: `![words](billede:<id>)` shows one. What is not allowed (another
    address, a picture without words, a link to a program) stands as plain text; `faults` names it.
    """
    html = _RENDERER.render(settled(text, pictures), _PARSER.options, {})
    # Cleaned after unescaping too: `&#x202E;` is such a mark.
    return mark_safe(_clean(_UNSEEN.sub("", html)))  # noqa: S308 - cleaned by an allow-list


def settled(text: str, pictures: Iterable[PictureOfTool] = ()) -> list[Token]:
    """Return the token tree with what is not allowed made plain text. Raises TooLongError."""
    known = {str(picture.id): picture for picture in pictures}
    tokens = _outlined(_tokens(text))
    for token in tokens:
        token.children = list(_inline(token.children or [], known)) if token.children else None
    return tokens


def faults(text: str, pictures: Iterable[PictureOfTool] = ()) -> list[Fault]:
    """Return what a guide may not hold, each with its line; an empty list when it is good."""
    if len(text) > LONGEST:
        return [Fault(1, _("The text is too long."))]
    known = {str(picture.id): picture for picture in pictures}
    tokens = _tokens(text)
    found = [fault for token in tokens for fault in _inline_faults(token, known)]
    empty = (_line(tokens[at]) for at in _empty_headings(tokens))
    found += [Fault(line, _("a heading without words.")) for line in empty]
    found += [
        Fault(line, _("too many lists or quotes inside each other.")) for line in _deep(tokens)
    ]
    return sorted(found, key=lambda fault: fault.line)


def pictures_in(tokens: Sequence[Token]) -> list[str]:
    """Return the ids of the pictures that a settled tree shows, in their order, each once."""
    images = (child for token in tokens for child in token.children or [] if child.type == "image")
    return list(dict.fromkeys(str(image.meta["picture"]) for image in images))


def is_allowed_link(url: str) -> bool:
    """Return whether a guide may link there: http(s), mailto, tel, or a page of this site."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        # Not https://bank.example@elsewhere.example/, which looks like another address than it is.
        return bool(_HOST.fullmatch(host or "")) and "@" not in parts.netloc
    if parts.scheme in {"mailto", "tel"}:
        return bool(parts.path)
    return not parts.scheme and bool(re.match(r"/(?![/\\])", url)) and not parts.netloc


def _tokens(text: str) -> list[Token]:
    if len(text) > LONGEST:
        raise TooLongError
    return _PARSER.parse(tidy(text))


def _outlined(tokens: list[Token]) -> list[Token]:
    """Let headings begin at h2 and go down one step at a time; drop those without words."""
    empty = {at + part for at in _empty_headings(tokens) for part in range(3)}
    kept = [token for at, token in enumerate(tokens) if at not in empty]
    above: list[int] = []
    for token in kept:
        if token.type == "heading_open":
            _join(int(token.tag[1]), above)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{_TOP + len(above) - 1}"
    return kept


def _join(level: int, above: list[int]) -> None:
    """Put a heading, as deep as it is written, under the open ones `above` it."""
    while above and above[-1] >= level:
        above.pop()
    above.append(level)
    del above[_DEEPEST - _TOP + 1 :]


def _empty_headings(tokens: list[Token]) -> list[int]:
    """Return where headings without words begin."""
    return [
        at
        for at, (heading, inline) in enumerate(pairwise(tokens))
        if heading.type == "heading_open" and not inline.content.strip()
    ]


def _deep(tokens: list[Token]) -> list[int]:
    """Return the lines at which so much is nested that the rest is left out; one at most."""
    return [_line(token) for token in tokens if token.level >= _NESTING - 1 and token.map][:1]


def _inline(children: list[Token], known: Mapping[str, PictureOfTool]) -> Iterator[Token]:
    refused = False
    for at, token in enumerate(children):
        if token.type == "link_open":
            address = str(token.attrs["href"])
            refused = not is_allowed_link(address)
            if not refused:
                token.attrs = {"href": address}
                yield token
                if children[at + 1].type == "link_close":
                    yield _plain(address)
        elif token.type == "link_close":
            if not refused:
                yield token
        elif token.type == "image":
            yield _picture(token, known)
        else:
            yield token


def _picture(image: Token, known: Mapping[str, PictureOfTool]) -> Token:
    picture, words = known.get(_picture_id(image)), words_of(image)
    if picture is None or not words:
        return _plain(words)
    address = reverse("toolbox:picture", kwargs={"picture": picture.id})
    image.attrs = {"src": address, "alt": ""}
    image.attrs |= {"width": picture.width, "height": picture.height}
    image.children = [_plain(words)]
    image.meta = {"picture": str(picture.id)}
    return image


def _line(block: Token) -> int:
    return (block.map or [0])[0] + 1


def _inline_faults(block: Token, known: Mapping[str, PictureOfTool]) -> Iterator[Fault]:
    line = _line(block)
    children = block.children or []
    for at, token in enumerate(children):
        if token.type in {"softbreak", "hardbreak"}:
            line += 1
        elif token.type == "image":
            yield from (Fault(line, said) for said in _wrong_with_picture(token, known))
        elif token.type == "link_open":
            empty = children[at + 1].type == "link_close"
            yield from (Fault(line, said) for said in _wrong_with_link(token, empty=empty))


def _wrong_with_picture(image: Token, known: Mapping[str, PictureOfTool]) -> Iterator[str]:
    words = words_of(image)
    if not words:
        yield _("a picture without words. Say what it shows: ![words](billede:…).")
    if len(words) > LONGEST_ALT:
        yield _("a picture's words are longer than 240 characters.")
    if _picture_id(image) not in known:
        yield _("this picture is not one of the tool's own.")


def _wrong_with_link(link: Token, *, empty: bool) -> Iterator[str]:
    address = str(link.attrs["href"])
    if not is_allowed_link(address):
        yield _("a link may begin with https://, http://, mailto:, tel: or /. This one does not.")
    elif empty:
        yield _("a link without words.")


def words_of(image: Token) -> str:
    """Return a picture's words as plain text."""
    words = _RENDERER.renderInlineAsText(image.children or [], _PARSER.options, {})
    return " ".join(_UNSEEN.sub("", words).split())


def _picture_id(image: Token) -> str:
    """Return the id that a picture names, as a UUID is written; "" when it names none."""
    source = str(image.attrs.get("src", ""))
    try:
        return str(UUID(source.removeprefix(PICTURE))) if source.startswith(PICTURE) else ""
    except ValueError:
        return ""


def _plain(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        link_rel="noreferrer nofollow",
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative=lambda url: url if is_allowed_link(url) else None,
    )
