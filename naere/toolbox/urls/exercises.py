"""The private exercises."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import exercises

urlpatterns: list[URLPattern] = [
    path("oevelser/", exercises.exercises, name="exercises"),
    path("oevelser/uden-net.js", exercises.offline, name="exercises-offline"),
    path("oevelser/<slug:name>/", exercises.exercise, name="exercise"),
]
