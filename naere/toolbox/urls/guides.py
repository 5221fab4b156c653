"""Guides: as they are read, and as they are written."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import guide_writing, guides

_READ = "vaerktoej/<slug:slug>/vejledning/<slug:audience>"
_WRITE = "vaerksted/vejledninger/<uuid:tool>/<slug:audience>"

urlpatterns: list[URLPattern] = [
    path(f"{_READ}/", guides.guide, name="guide"),
    path(f"{_READ}.pdf", guides.guide_pdf, name="guide-pdf"),
    path("vaerksted/vejledninger/", guide_writing.guides, name="guides"),
    path(f"{_WRITE}/", guide_writing.edit, name="guide-edit"),
    path(f"{_WRITE}/slet/", guide_writing.discard, name="guide-discard"),
    path(f"{_WRITE}/udgaver/", guide_writing.versions, name="guide-versions"),
    path(f"{_WRITE}/udgaver/<int:number>/", guide_writing.version, name="guide-version"),
    path(
        f"{_WRITE}/udgaver/<int:number>/hent/",
        guide_writing.bring_back,
        name="guide-bring-back",
    ),
]
