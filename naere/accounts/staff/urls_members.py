"""Addresses under /styring/medlemmer/."""

from __future__ import annotations

from django.urls import URLPattern, path

from naere.accounts.staff import views

app_name = "members"
urlpatterns: list[URLPattern] = [
    path("", views.members, name="list"),
    path("ny/", views.add, name="add"),
    path("<uuid:pk>/", views.edit, name="edit"),
    path("<uuid:pk>/luk-ude/", views.shut_out, name="shut-out"),
    path("<uuid:pk>/luk-ind/", views.let_in, name="let-in"),
    path("<uuid:pk>/link/", views.send_link, name="send-link"),
]
