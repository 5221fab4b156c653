"""Every address of the toolbox; one module an area, one namespace for all."""

from __future__ import annotations

from naere.toolbox.urls import (
    assessing,
    catalogue,
    drawer,
    exchange,
    exercises,
    finding,
    guides,
    sharing,
    voices,
    workshop,
)

app_name = "toolbox"
urlpatterns = [
    *finding.urlpatterns,
    *catalogue.urlpatterns,
    *guides.urlpatterns,
    *exchange.urlpatterns,
    *sharing.urlpatterns,
    *voices.urlpatterns,
    *drawer.urlpatterns,
    *exercises.urlpatterns,
    *workshop.urlpatterns,
    *assessing.urlpatterns,
]
