"""Addresses of figures."""

from django.urls import path

from naere.insight import views

app_name = "insight"
urlpatterns = [
    path("vaerksted/brug/", views.tools, name="tools"),
    path("vaerksted/brug/tal.csv", views.tools_csv, name="tools-csv"),
]
