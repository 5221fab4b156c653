"""The demo's research log: real Danish offers as links, without any judgement, and what was learnt.

Nobody has assessed the real ones for the demo; their addresses were found in public pages.
"""

from __future__ import annotations

from demo.toolbox.cast import Cast
from naere.toolbox.enums import Example
from naere.toolbox.services.research import write_note

NOT_ASSESSED = "Kun et link i loggen. Vi har ikke vurderet det."
# What kind of thing it is, and no more.
REAL = (
    ("MindApps", "https://mindapps.dk/", "Et offentligt bibliotek over værktøjer til telefonen."),
    ("headspace", "https://headspace.dk/", "Et tilbud om samtaler, for unge fra 12 til 25 år."),
    ("Ventilen", "https://ventilen.dk/", "En forening for unge, der føler sig alene."),
    ("Cyberhus", "https://cyberhus.dk/", "Et sted på nettet, hvor unge kan skrive med voksne."),
    ("GirlTalk", "https://www.girltalk.dk/", "En forening for piger og unge kvinder."),
    ("Mindhelper", "https://mindhelper.dk/", "Et websted for unge om krop, tanker og følelser."),
)
LEARNT = (
    (
        "Når man kan begynde uden profil (opdigtet eksempel)",
        "https://example.org/begynd",
        Example.GOOD,
        "Det første skærmbillede var selve øvelsen. Det vil vi kigge efter i alle værktøjer.",
    ),
    (
        "Rækken, der ikke må brydes (opdigtet eksempel)",
        "https://example.org/raekke",
        Example.BAD,
        "Den talte dage i træk og lod en plante dø, når man glemte en. Det giver skyld på de "
        "dage, hvor man har det sværest.",
    ),
    (
        "Et værktøj, der svarer som et menneske (opdigtet eksempel)",
        "https://example.org/svar",
        Example.OPEN,
        "Den siger ikke klart, at den er et program. Vi vil se, hvad den gør, når det bliver "
        "alvorligt, før vi mener noget.",
    ),
)


def write(cast: Cast, municipality: str) -> None:
    """Write the log of a municipality; Ishøj's is shorter."""
    real = REAL if municipality == "dragoer" else REAL[1:4]
    for title, url, kind in real:
        why = f"{kind} {NOT_ASSESSED}"
        write_note(cast.editor, title=title, url=url, example=Example.OPEN, why=why)
    for title, url, example, why in LEARNT:
        write_note(cast.editor, title=title, url=url, example=example, why=why)
