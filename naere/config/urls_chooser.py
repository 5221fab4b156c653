"""The bare host: which municipality are you looking for?"""

from django.urls import URLPattern, path

from naere.web import chooser, machines

urlpatterns: list[URLPattern] = [
    path("", chooser.chooser, name="chooser"),
    path("hjaelp/", chooser.help_now, name="chooser-help"),
    path("robots.txt", machines.robots),
    path("favicon.ico", machines.favicon),
    path(".well-known/security.txt", machines.security_txt),
]

handler400 = "naere.web.errors.bad_request"
handler403 = "naere.web.errors.forbidden"
handler404 = "naere.web.errors.not_found"
handler500 = "naere.web.errors.server_error"
