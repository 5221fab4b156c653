"""Every address of a municipality's site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("naere.conversations.urls")),
    path("api/", include("naere.conversations.api.staff_urls")),
    path("konto/", include("naere.accounts.staff.urls")),
    path("styring/medlemmer/", include("naere.accounts.staff.urls_members")),
]
