"""Who assesses in the demo: invented organisations, and the logins that speak for them."""

from __future__ import annotations

from dataclasses import dataclass

from demo.staff import Person
from naere.accounts.staff.models import Membership
from naere.toolbox.enums import Perspective
from naere.toolbox.models import Assessor
from naere.toolbox.services.decisions import organisation_named, save_assessor

BOTH = tuple(Perspective.values)
PEDAGOGICAL, USABILITY = (Perspective.PEDAGOGICAL.value,), (Perspective.USABILITY.value,)
# By municipality: login, organisation, perspectives.
SEATS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "dragoer": (
        ("vurderer", "Sundby Ungehus (eksempel)", PEDAGOGICAL),
        ("vurderer2", "Fjordens Psykologer (eksempel)", BOTH),
        ("vurderer3", "Lys og Linje Design (eksempel)", USABILITY),
        ("vurderer4", "Lige Adgang (eksempel)", USABILITY),
    ),
    "ishoej": (
        ("vurderer", "Vejleå Ungecenter (eksempel)", PEDAGOGICAL),
        ("vurderer2", "Klinik Strandvangen (eksempel)", BOTH),
        ("vurderer3", "Knap og Tekst (eksempel)", USABILITY),
        ("vurderer4", "Læsbart (eksempel)", USABILITY),
    ),
}
# Which logins the letters of a sheet stand for.
LETTERS = {
    Perspective.PEDAGOGICAL: {"a": "vurderer", "b": "vurderer2", "c": "vurderer2"},
    Perspective.USABILITY: {"a": "vurderer3", "b": "vurderer4", "c": "vurderer2"},
}


@dataclass(frozen=True)
class Cast:
    """The people who work on the toolbox of a municipality."""

    editor: Membership
    assessors: dict[str, Assessor]

    def asked(self, perspective: Perspective, letters: list[str]) -> list[Assessor]:
        """Return who assesses from a perspective, in the order of the letters."""
        return [self.assessors[LETTERS[perspective][letter]] for letter in letters]


def make_cast(people: list[Person]) -> Cast:
    """Say for whom the assessors of the current municipality speak."""
    by_key = {one.login.key: one.membership for one in people}
    assessors = {
        key: save_assessor(by_key[key], organisation_named(organisation), perspectives)
        for key, organisation, perspectives in SEATS[people[0].login.municipality]
    }
    return Cast(by_key["redaktoer"], assessors)
