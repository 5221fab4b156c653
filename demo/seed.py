"""Fills an empty database with the demo: municipalities, staff, keys, tools, two months of numbers.

All of it or nothing: one transaction, as the web role, through the services.
"""

from __future__ import annotations

import os

import django


def main() -> None:
    """Seed, unless it was done; NAERE_DEMO_PAST=0 leaves the two months out."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    django.setup()
    from naere.tenancy.queries import municipalities

    if not municipalities().exists():
        seed(with_past=os.environ.get("NAERE_DEMO_PAST") != "0")


def seed(*, with_past: bool = True) -> None:
    """Make everything, in one transaction."""
    from django.db import transaction

    from demo import closing
    from demo.municipalities import make_municipalities
    from demo.past import make_past
    from demo.staff import make_staff
    from demo.toolbox.making import make_toolbox
    from naere.conversations.services.aftermath import new_closing_form
    from naere.tenancy.scope import tenant_scope
    from naere.volunteers.services import go_off_duty

    with transaction.atomic():
        for municipality, per_day in zip(
            make_municipalities(open_all_day=True), (1.0, 0.4), strict=True
        ):
            with tenant_scope(municipality):
                themes = 9 if municipality.slug == "dragoer" else 5
                new_closing_form(municipality.pk, closing.fields(themes=themes))
                people = make_staff()
                make_toolbox(people)
                if with_past:
                    make_past(people, per_day=per_day)
                for person in people:
                    go_off_duty(person.membership)


if __name__ == "__main__":
    main()
