"""What a file says otherwise of a tool that is here: each fact before and after, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naere.toolbox.enums import CeMark, DataKind, Platform, Price, SignUp

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Json = dict[str, Any]

# What is compared and taken over, with its name on the screen and what stands for a missing one.
_EMPTY: Final = {"da": "", "en": ""}
FACTS: Final[dict[str, tuple[_StrPromise, Any]]] = {
    "name": (gettext_lazy("name"), ""),
    "line": (gettext_lazy("what it is in one line"), _EMPTY),
    "about": (gettext_lazy("more about it"), _EMPTY),
    "provider": (gettext_lazy("provider"), None),
    "languages": (gettext_lazy("languages"), []),
    "age": (gettext_lazy("age"), {"from": None, "to": None}),
    "minutes": (gettext_lazy("minutes at a time"), None),
    "price": (gettext_lazy("price"), "unknown"),
    "price_note": (gettext_lazy("price in words"), _EMPTY),
    "sign_up": (gettext_lazy("sign-up"), "unknown"),
    "data": (gettext_lazy("data it collects"), None),
    "data_note": (gettext_lazy("data in words"), _EMPTY),
    "works_offline": (gettext_lazy("works offline"), None),
    "ce_mark": (gettext_lazy("CE mark"), "unknown"),
    "example": (gettext_lazy("an invented example"), False),
    "checked_on": (gettext_lazy("last checked"), None),
    "facets": (gettext_lazy("facets"), []),
    "links": (gettext_lazy("links"), []),
}
# Where a young person is sent, who answers for it, whether it is real, and what they go by when they
# decide whether to use it: of a tool that is public, a file changes these only where somebody has said
# so of each.
CAREFUL: Final = frozenset(
    {
        *("links", "provider", "example", "age", "price", "price_note", "sign_up"),
        *("data", "data_note", "ce_mark", "checked_on"),
    }
)


@dataclass(frozen=True)
class Change:
    """One fact that a file says otherwise; `is_asked` when it is taken only where it is ticked."""

    tool: str
    field: str
    label: str
    before: str
    after: str
    is_asked: bool

    @property
    def key(self) -> str:
        """What tells this change from every other of the plan."""
        return f"{self.tool}:{self.field}"


def normal(row: Json) -> Json:
    """Return a tool's facts with everything that was left out filled in, in one order."""
    found = {field: row.get(field, missing) for field, (_label, missing) in FACTS.items()}
    for field, (_label, missing) in FACTS.items():
        if missing is _EMPTY:
            found[field] = {code: found[field].get(code, "").strip() for code in ("da", "en")}
    found["name"] = found["name"].strip()
    found["facets"] = sorted(found["facets"])
    found["languages"] = list(dict.fromkeys(found["languages"]))
    if found["data"] is not None:
        found["data"] = list(dict.fromkeys(found["data"]))
    links = [{"platform": link["platform"], "url": link["url"]} for link in found["links"]]
    found["links"] = sorted(links, key=lambda link: str(link["platform"]))
    return found


def changes_between(
    mine: Json, theirs: Json, *, tool: str, is_public: bool, facets: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return what differs between two `normal` rows; `facets` are the labels by their keys."""

    def said(field: str, value: Any) -> str:
        if field == "facets":
            return ", ".join(facets.get(key, key) for key in value)
        return _SAID.get(field, _plain)(value)

    return tuple(
        Change(
            tool=tool,
            field=field,
            label=str(label),
            before=said(field, mine[field]),
            after=said(field, theirs[field]),
            is_asked=is_public and field in CAREFUL,
        )
        for field, (label, _missing) in FACTS.items()
        if mine[field] != theirs[field]
    )


def _plain(value: Any) -> str:
    """Return a value as a person would write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):  # in two languages
        return " / ".join(text for text in (value["da"], value["en"]) if text)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _age(value: Json) -> str:
    return "–".join("" if value[end] is None else str(value[end]) for end in ("from", "to"))


def _links(value: list[Json]) -> str:
    return "\n".join(
        f"{Platform(link['platform']).label}: {link['url']}".removesuffix(": ") for link in value
    )


def _data(value: list[str] | None) -> str:
    if value is None:
        return _("not known")
    return ", ".join(str(DataKind(one).label) for one in value) or _("nothing")


_SAID: Final[dict[str, Callable[[Any], str]]] = {
    "age": _age,
    "links": _links,
    "price": lambda value: str(Price(value).label),
    "sign_up": lambda value: str(SignUp(value).label),
    "ce_mark": lambda value: str(CeMark(value).label),
    "data": _data,
    "works_offline": lambda value: _("not known") if value is None else _plain(value),
    "checked_on": lambda value: date_format(date.fromisoformat(value)) if value else "",
}
