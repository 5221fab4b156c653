"""The workshop: tools, their states, and what the municipality decides about its toolbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.decision_pages import PAGES
from naere.toolbox.views import decisions, workshop

_TOOL = "vaerksted/vaerktoejer/<uuid:tool>"
_WORDS = "vaerksted/ord"

urlpatterns: list[URLPattern] = [
    path("vaerksted/", workshop.home, name="workshop-home"),
    path("vaerksted/vaerktoejer/", workshop.tools, name="tools"),
    path("vaerksted/vaerktoejer/nyt/", workshop.new_tool, name="tool-new"),
    path(f"{_TOOL}/", workshop.tool, name="tool-edit"),
    path(f"{_TOOL}/tilstand/", workshop.state, name="tool-state"),
    path(f"{_TOOL}/historie/", workshop.history, name="tool-history"),
    path(f"{_WORDS}/", decisions.home, name="decisions"),
    path(f"{_WORDS}/indstillinger/", decisions.settings, name="settings"),
    *(
        path(f"{_WORDS}/{one.path}/", decisions.rows, {"section": one}, name=f"{one.key}s")
        for one in PAGES
    ),
    *(
        path(f"{_WORDS}/{one.path}/<uuid:pk>/", decisions.row, {"section": one}, name=one.key)
        for one in PAGES
    ),
    *(
        path(
            f"{_WORDS}/{one.path}/<uuid:pk>/slet/",
            decisions.remove,
            {"section": one},
            name=f"{one.key}-remove",
        )
        for one in PAGES
    ),
]
