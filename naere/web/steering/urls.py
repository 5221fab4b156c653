"""Addresses under `/styring/`."""

from django.urls import path

from naere.web.steering import closing, views
from naere.web.steering.sections import COLLECTIONS, SINGLES

app_name = "steering"

urlpatterns = [
    path("", views.home, name="home"),
    *(path(f"{s.key}/", views.single, {"section": s}, name=s.key) for s in SINGLES),
    *(path(f"{c.key}/", views.collection, {"section": c}, name=c.key) for c in COLLECTIONS),
    *(
        path(f"{c.key}/<uuid:pk>/", views.item, {"section": c}, name=f"{c.key}-en")
        for c in COLLECTIONS
    ),
    *(
        path(f"{c.key}/<uuid:pk>/slet/", views.remove, {"section": c}, name=f"{c.key}-slet")
        for c in COLLECTIONS
        if c.may_delete
    ),
    *(
        path(f"{c.key}/<uuid:pk>/tjekket/", views.checked, {"section": c}, name=f"{c.key}-tjekket")
        for c in COLLECTIONS
        if c.is_checked
    ),
    path("registrering/", closing.closing_form, name="registrering"),
    path("tekster/", views.texts, name="tekster"),
    path("tekster/<slug:key>/", views.text, name="tekst"),
    path("ord/", views.risk_words, name="ord"),
]
