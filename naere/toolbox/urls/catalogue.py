"""Pictures, suggestions, the research log, and what providers say themselves."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import pictures

_TOOL = "vaerksted/vaerktoejer/<uuid:tool>"

urlpatterns: list[URLPattern] = [
    path("vaerktoejer/billede/<uuid:picture>.webp", pictures.picture, name="picture"),
    path(f"{_TOOL}/billeder/", pictures.pictures_of_tool, name="pictures"),
    path(f"{_TOOL}/billeder/<uuid:picture>/", pictures.change_picture, name="picture-change"),
    path(f"{_TOOL}/billeder/<uuid:picture>/slet/", pictures.remove_picture, name="picture-remove"),
]
