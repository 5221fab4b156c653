"""The private exercises: pages that can be read, printed and taken along without a network."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader

from naere.core.entry import public
from naere.core.showing import reading
from naere.tenancy.queries import crisis_lines
from naere.toolbox.exercises import EXERCISES, exercise_of


@reading("exercises")
def exercises(request: HttpRequest) -> HttpResponse:
    """Show the four exercises."""
    return render(request, "toolbox/exercises/list.html", {"exercises": EXERCISES})


@reading(lambda name: f"exercise:{name}")
def exercise(request: HttpRequest, name: str) -> HttpResponse:
    """Show one exercise. What is written in it stays in the browser."""
    found = exercise_of(name)
    if found is None:
        raise Http404
    lines = list(crisis_lines()) if found.shows_lines else []
    checked = min((line.checked_on for line in lines), default=None)
    context = {"exercise": found, "lines": lines, "checked": checked}
    return render(request, "toolbox/exercises/exercise.html", context)


@require_safe
@public
def offline(request: HttpRequest) -> HttpResponse:
    """Give the service worker: it keeps these pages and the one with help, nothing else (docs/adr/0015)."""
    pages = [reverse("web:help"), reverse("toolbox:exercises")]
    pages += [reverse("toolbox:exercise", args=[one.slug]) for one in EXERCISES]
    script = DjangoViteAssetLoader.instance().generate_vite_asset_url("frontend/exercises/main.ts")
    source = render(
        request,
        "toolbox/exercises/offline.js",
        {"pages": json.dumps(pages), "version": json.dumps(script)},
        content_type="text/javascript; charset=utf-8",
    )
    source.headers["Cache-Control"] = "no-cache"
    source.headers["Service-Worker-Allowed"] = "/"  # the help page lies beside the exercises
    return source
