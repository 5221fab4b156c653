"""The young people's door."""

from django.urls import path

from naere.web import machines, views

app_name = "web"
urlpatterns = [
    path("", views.front, name="front"),
    path("skriv/", views.write, name="write"),
    path("retur/", views.come_back, name="return"),
    path("hjaelp/", views.help_now, name="help"),
    path("saadan/", views.how, name="how"),
    path("om/", views.about, name="about"),
    path("for-paaroerende/", views.relatives, name="relatives"),
    path("privatliv/", views.privacy, name="privacy"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("sprog/<slug:code>/", views.language, name="language"),
    path("tema.css", views.stylesheet, name="theme"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path(".well-known/security.txt", machines.security_txt, name="security-txt"),
]
