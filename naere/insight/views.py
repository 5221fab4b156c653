"""Pages of figures."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from naere.accounts.staff.entry import staff_page
from naere.accounts.staff.enums import Role
from naere.insight import tools as figures
from naere.insight.quarters import quarters_until
from naere.insight.sharing import shared
from naere.toolbox.enums import Verdict
from naere.toolbox.workshop import EDITORS

READERS: Final = (*EDITORS, Role.ANALYST.value, Role.STEERING.value)


@staff_page(*READERS)
@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """Show how the tools were used in one month (R79)."""
    today = timezone.localdate()
    months = figures.months_until(today)
    asked = request.GET.get("maaned", "")
    month = next((one for one in months if f"{one:%Y-%m}" == asked), months[0])
    context = {
        "months": months,
        "month": month,
        "headings": figures.headings(),
        "shared": shared(month, _end(month)),
        "quarters": quarters_until(today),
        "verdicts": [verdict.label for verdict in Verdict],
        "uses": [one for one in figures.use_of_tools(month, _end(month)) if one.month == month],
    }
    return render(request, "insight/tools.html", context)


@staff_page(*READERS)
@require_safe
def tools_csv(request: HttpRequest) -> HttpResponse:
    """Give the figures of the last twelve months for a spreadsheet."""
    today = timezone.localdate()
    uses = figures.use_of_tools(figures.months_until(today)[-1], today)
    response = HttpResponse(figures.as_csv(uses), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="brug-af-vaerktoejer.csv"'
    return response


def _end(month: date) -> date:
    """Return a day after which the month has no other."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
