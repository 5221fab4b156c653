from __future__ import annotations

from django.urls import URLPattern, path

from naere.toolbox.views import drawer

urlpatterns: list[URLPattern] = [
    path("gemt/", drawer.saved, name="saved"),
    path("api/young/begin", drawer.begin, name="begin"),
    path("api/young/drawer", drawer.one_drawer, name="drawer"),
    path("api/staff/tools", drawer.tools_to_send, name="tools-to-send"),
]
