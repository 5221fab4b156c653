"""What an English reader must not meet: Danish that nobody wrote, and that is not marked as Danish."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Page

    from tests.live import Server

# The text that is seen or heard, outside what is marked as Danish.
_SAID: Final = """() => {
  const found = [document.title];
  const foreign = node => node.closest('[lang]')?.lang !== document.documentElement.lang;
  const silent = 'script, style, template, noscript';
  const walk = root => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (!element || element.closest(silent) || foreign(element)) continue;
      if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      else for (const name of ['aria-label', 'aria-description', 'alt', 'title', 'placeholder'])
        found.push(element.getAttribute(name) ?? '');
    }
  };
  walk(document.body);
  return found.map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => text);
}"""
# Common Danish words that are no English ones.
_COMMON: Final = re.compile(
    r"\b(af|aldrig|alle|bliver|brug|det|dig|din|dit|du|eller|er|fra|gem|hos|hvad|hvem|hvis|hvor"
    r"|hvordan|igen|ikke|ja|jeg|kan|kun|med|mig|nej|nogen|og|samtale|skal|skriv|slet|som|til|ved"
    r"|vi|vil)\b",
    re.IGNORECASE,
)
_SPECIAL: Final = re.compile(r"[æøåÆØÅ]")
_VARIES: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|(?<=/vaerktoej/)[^/]+")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_TEXTS: Final = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('character varying', 'text', 'jsonb', 'ARRAY')
"""


def is_danish(text: str) -> bool:
    """Return whether a Danish word stands in a text."""
    return bool(_SPECIAL.search(text) or _COMMON.search(text))


def written(server: Server, *, in_both: bool) -> list[str]:
    """Return the Danish that people wrote themselves, the longest first.

    That is every text of which there is one language alone: names, reasons, voices, scores. With
    `in_both` also the Danish half of what has an English one: whoever decides sees the two.
    """
    found: set[str] = set()
    for table, column in server.sql(_TEXTS):
        if in_both or not column.endswith("_da"):
            rows = server.sql(f'SELECT DISTINCT "{column}"::text FROM "{table}"')
            found.update(part for (text,) in rows if text for part in _parts(text))
    return sorted(filter(is_danish, found), key=len, reverse=True)


def _parts(text: str) -> list[str]:
    """Return a text whole, its lines, and what stands in quotes when it holds several."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    quoted = _QUOTED.findall(text)
    listed = text[1:-1].split(",") if text.startswith("{") else []  # an array without quotes
    return [" ".join(text.split()), *lines, *quoted, *listed]


def danish_on(page: Page, allowed: Iterable[str]) -> list[str]:
    """Return the texts of a page in which Danish stands that nobody wrote (`allowed`)."""
    return [text for text in page.evaluate(_SAID) if is_danish(_without(text, allowed))]


def _without(text: str, allowed: Iterable[str]) -> str:
    for one in allowed:
        if not is_danish(text):
            break
        text = text.replace(one, " ")
    return text


def every_kind(page: Page, start: str, within: str, skip: Iterable[str]) -> Iterator[str]:
    """Walk the links from `start` below `within`; yield one address of each kind while it is open.

    Numbers, ids and tools are alike, so that of a hundred rows one page is looked at.
    """
    seen, waiting = {_kind(start)}, deque([start])
    while waiting:
        address = waiting.popleft()
        if not _shows(page, address):
            continue
        yield urlsplit(page.url).path
        for link in page.evaluate("[...document.links].map(link => link.href)"):
            inside = link.startswith(f"{_origin(start)}{within}")
            if inside and _kind(link) not in seen and not any(part in link for part in skip):
                seen.add(_kind(link))
                waiting.append(link)


def _shows(page: Page, address: str) -> bool:
    """Go to a page; return whether it is one. A file that is downloaded leaves the page as it was."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    return answer is not None and "text/html" in answer.headers.get("content-type", "")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _kind(address: str) -> str:
    return _VARIES.sub("N", urlsplit(address).path)
