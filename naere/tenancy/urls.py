"""Addresses of a municipality's own picture."""

from django.urls import path

from naere.tenancy import views

urlpatterns = [path("logo", views.logo, name="logo")]
