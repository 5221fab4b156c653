"""What a reader sees of a page, paragraph by paragraph; and the Danish of a dictionary in TypeScript."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "a", "div", "section", "td", "th", "label", "button"}
_INLINE_LINKS_IN = {"p", "li"}
_SKIPPED = {"script", "style", "svg", "head", "template"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = [""]
        self.skipping = 0
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping += tag in _SKIPPED
        self._border(tag)
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in _SKIPPED
        while self.inside and self.inside.pop() != tag:
            pass
        self._border(tag)

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.paragraphs[-1] += data

    def _border(self, tag: str) -> None:
        in_a_sentence = tag == "a" and _INLINE_LINKS_IN & set(self.inside)
        if tag in _BLOCKS and not in_a_sentence:
            self.paragraphs.append("")


def paragraphs(html: str) -> list[str]:
    """Return the visible paragraphs of the page's main part."""
    main = html.partition("<main")[2].partition("</main>")[0] or html
    reader = _Reader()
    reader.feed(f"<main{main}</main>")
    found = (re.sub(r"\s+", " ", text).strip(" >") for text in reader.paragraphs)
    return [text for text in found if re.search(r"\w", text)]


def danish_of(source: str) -> list[str]:
    """Return the strings of the `da` dictionary in a file of `frontend/i18n`."""
    start = re.search(r"\bda\b[^=:\n]*[:=][^{\n]*\{", source)
    assert start, "no Danish dictionary"
    depth, at = 1, start.end()
    while depth:
        depth += {"{": 1, "}": -1}.get(source[at], 0)
        at += 1
    body = source[start.end() : at]
    return [
        re.sub(r"\$?\{[^}]*\}", "7", double or single)
        for double, single in re.findall(r"\"((?:[^\"\\]|\\.)+)\"|`([^`]+)`", body)
    ]
