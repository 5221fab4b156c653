"""What young people say of tools."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import voices

_ANSWER = "vaerktoej/<slug:slug>/svar"

urlpatterns: list[URLPattern] = [
    path(f"{_ANSWER}/", voices.feedback, name="feedback"),
    path(f"{_ANSWER}/tak/", voices.thanks, name="feedback-thanks"),
    path("vaerksted/svar/", voices.voices, name="voices"),
    path("vaerksted/svar/<uuid:feedback>/", voices.moderate, name="voice"),
]
