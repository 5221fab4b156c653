"""Pictures, suggestions, the research log, and what providers say themselves."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import declarations, pictures, research, suggestions

_TOOL = "vaerksted/vaerktoejer/<uuid:tool>"
_PICTURE = f"{_TOOL}/billeder/<uuid:picture>"

urlpatterns: list[URLPattern] = [
    path("vaerktoejer/billede/<uuid:picture>.webp", pictures.picture, name="picture"),
    path(f"{_TOOL}/billeder/", pictures.pictures_of_tool, name="pictures"),
    path(f"{_PICTURE}/", pictures.change_picture, name="picture-change"),
    path(f"{_PICTURE}/slet/", pictures.remove_picture, name="picture-remove"),
    path("vaerktoejer/foreslaa/", suggestions.suggest, name="suggest"),
    path("vaerktoejer/foreslaa/tak/", suggestions.thanks, name="suggest-thanks"),
    path("vaerksted/forslag/", suggestions.suggestions, name="suggestions"),
    path("vaerksted/forslag/ny/", suggestions.suggest_as_member, name="suggest-as-member"),
    path("vaerksted/forslag/<uuid:suggestion>/", suggestions.suggestion, name="suggestion"),
    path("vaerksted/research/", research.research, name="research"),
    path("vaerksted/research/eksport.csv", research.research_csv, name="research-csv"),
    path("vaerksted/research/<uuid:note>/", research.note, name="note"),
    path("vaerksted/research/<uuid:note>/slet/", research.remove_note, name="note-remove"),
    path("vaerktoejer/erklaering/<str:token>/", declarations.declaration, name="declaration"),
    path(f"{_TOOL}/erklaering/", declarations.declarations, name="declarations"),
    path(
        f"{_TOOL}/erklaering/<uuid:declaration>/",
        declarations.end_declaration,
        name="declaration-end",
    ),
]
