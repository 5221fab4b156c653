"""Every address of a municipality's site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("naere.conversations.urls")),
    path("api/", include("naere.conversations.api.staff_urls")),
    path("konto/", include("naere.accounts.staff.urls")),
    path("styring/medlemmer/", include("naere.accounts.staff.urls_members")),
    path("styring/", include("naere.web.steering.urls")),
    path("", include("naere.volunteers.urls")),
    path("", include("naere.tenancy.urls")),
    path("", include("naere.insight.urls")),
    path("", include("naere.toolbox.urls")),
    path("", include("naere.web.urls")),
]

handler400 = "naere.web.errors.bad_request"
handler403 = "naere.web.errors.forbidden"
handler404 = "naere.web.errors.not_found"
handler500 = "naere.web.errors.server_error"
