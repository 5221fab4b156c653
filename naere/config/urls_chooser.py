"""The bare host: which municipality are you looking for?"""

from django.urls import URLPattern, path

from naere.web import chooser, views

urlpatterns: list[URLPattern] = [
    path("", chooser.chooser, name="chooser"),
    path("hjaelp/", chooser.help_now, name="chooser-help"),
    path("robots.txt", views.robots),
]

handler400 = "naere.web.errors.bad_request"
handler403 = "naere.web.errors.forbidden"
handler404 = "naere.web.errors.not_found"
handler500 = "naere.web.errors.server_error"
