"""Which way a tool may go on its way to the young people (R45), without a database."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from naere.toolbox.enums import ToolState as S

# What the public sees: a tool under review stays, with its review said.
PUBLIC_STATES: Final = frozenset({S.PUBLISHED, S.REVIEWING})

# Retired is also where a suggestion ends that was turned down. Nothing is published from anywhere
# but an assessment or a review.
TRANSITIONS: Final[dict[S, tuple[S, ...]]] = {
    S.SUGGESTED: (S.CANDIDATE, S.RETIRED),
    S.CANDIDATE: (S.ASSESSING, S.RETIRED),
    S.ASSESSING: (S.PUBLISHED, S.RETIRED),
    S.PUBLISHED: (S.REVIEWING,),
    S.REVIEWING: (S.PUBLISHED, S.RETIRED),
    S.RETIRED: (S.CANDIDATE,),
}

# A name of a host as it stands in a header: letters, digits, hyphens, at least one dot.
_HOST: Final = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+"
)


def ways_from(state: str) -> tuple[S, ...]:
    """Return the states that a tool may go to from `state`."""
    return TRANSITIONS[S(state)]


def may_go(state: str, to: str) -> bool:
    """Return whether a tool may go from `state` to `to` in one step."""
    return to in ways_from(state)


def too_few(published: int, fewest: int) -> int:
    """Return how many published tools are missing to what the municipality aims for, or 0."""
    return max(fewest - published, 0)


def too_many(published: int, most: int) -> int:
    """Return by how many the published tools exceed what the municipality aims for, or 0."""
    return max(published - most, 0)


class NotAnOriginError(ValueError):
    """Not the https address of a site."""


def origin_of(text: str) -> str:
    """Return an https origin as browsers write it, such as `https://www.example.dk`.

    It ends up in a header, so anything but a plain host and perhaps a port raises NotAnOriginError:
    a path, a password, a wildcard, http.
    """
    try:
        found = urlsplit(text.strip())
        host = (found.hostname or "").encode("idna").decode()
        port = f":{found.port}" if found.port not in {None, 443} else ""
    except ValueError as error:
        raise NotAnOriginError(text) from error
    if found.scheme != "https" or not _HOST.fullmatch(host):
        raise NotAnOriginError(text)
    if found.username is not None or found.path.strip("/") or found.query or found.fragment:
        raise NotAnOriginError(text)
    return f"https://{host}{port}"
