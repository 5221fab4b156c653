"""Collections for a group, and the catalogue in other pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import collections, embed

_CHOSEN = "vaerksted/samlinger/<uuid:chosen>"

urlpatterns: list[URLPattern] = [
    path("vaerktoejer/samling/<slug:collection>/", collections.collection, name="collection"),
    path("vaerksted/samlinger/", collections.collections, name="collections"),
    path("vaerksted/samlinger/ny/", collections.new_collection, name="collection-new"),
    path(f"{_CHOSEN}/", collections.edit_collection, name="collection-edit"),
    path(f"{_CHOSEN}/luk/", collections.close_collection, name="collection-close"),
    path(f"{_CHOSEN}/kode.svg", collections.collection_code, name="collection-code"),
    path(f"{_CHOSEN}/ark/", collections.collection_sheet, name="collection-sheet"),
    path(f"{_CHOSEN}/slet/", collections.remove_collection, name="collection-remove"),
    path("vaerktoejer/indlejret/", embed.embed, name="embed"),
    path("vaerksted/indlejring/", embed.embedding, name="embedding"),
]
