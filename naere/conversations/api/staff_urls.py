"""Addresses under /api/ of the staff's own calls and the teams'."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.conversations.api import staff, teams

app_name = "staff-api"
urlpatterns: list[URLPattern] = [
    path("staff/me", staff.me, name="me"),
    path("staff/identity", staff.identity, name="identity"),
    path("staff/preferences", staff.preferences, name="preferences"),
    path("staff/duty", staff.duty, name="duty"),
    path("teams/<slug:kind>/members", teams.members, name="members"),
    path("teams/<slug:kind>/shares", teams.shares, name="shares"),
    path("teams/<slug:kind>/versions", teams.versions, name="versions"),
]
