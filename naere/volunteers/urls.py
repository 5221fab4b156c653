"""Addresses of the volunteers', coordinators' and professionals' pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.volunteers import views

app_name = "staff"
urlpatterns: list[URLPattern] = [
    path("frivillig/", views.home, name="home"),
    path("frivillig/hold/", views.team, name="team"),
    path("fag/", views.duty, name="duty"),
    path("fag/anmeldelser/", views.reports, name="reports"),
]
