"""The bare host: which municipality are you looking for?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
