"""Where tools are found, read about and compared."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import finding

urlpatterns: list[URLPattern] = [
    path("vaerktoejer/", finding.finder, name="finder"),
    path("vaerktoejer/sammenlign/", finding.compare, name="compare"),
    path("vaerktoej/<slug:slug>/", finding.tool, name="tool"),
    path("vaerktoej/<slug:slug>/aabn/<slug:platform>/", finding.follow, name="follow"),
]
