"""The catalogue as data: out for everybody, out and in for editors."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import exchange

urlpatterns: list[URLPattern] = [
    path("vaerktoejer/katalog.json", exchange.catalogue_json, name="catalogue-json"),
    path("vaerktoejer/katalog.schema.json", exchange.schema, name="schema"),
    path("vaerksted/import/", exchange.take_in, name="import"),
    path("vaerksted/import/katalog.json", exchange.export, name="export"),
    path("vaerksted/import/<uuid:file>/", exchange.look_and_import, name="import-file"),
]
