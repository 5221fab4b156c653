"""Danish crisis lines. Data: a municipality changes them under /styring/hjaelpelinjer/.

Nobody has called them for the demo. `checked_on` is the date of the newest dated page on which the
number was found (the first of the month or year when it gives no more), so that the pages promise no
more than that and the settings ask for each to be checked again. 112 was compared on the day itself.
"""

from __future__ import annotations

from datetime import date
from typing import Any

ALARM: dict[str, Any] = {
    "name": "Alarm",
    "phone": "112",
    "who_da": "Når der er fare for liv: dit eget eller en andens",
    "who_en": "When a life is in danger: your own or somebody else’s",
    "hours_da": "Altid",
    "hours_en": "Always",
    "url": "",
    "source": "https://www.regionh.dk/presse-og-nyt/pressemeddelelser-og-nyheder/Sider/Fakta-om-1813.aspx",
    "checked_on": date(2026, 11, 25),
}
LIVSLINIEN: dict[str, Any] = {
    "name": "Livslinien",
    "phone": "70 201 201",
    "who_da": "Når du tænker på at tage dit liv, eller er bekymret for en andens",
    "who_en": "When you think of ending your life, or worry about somebody else’s",
    "hours_da": "Se tiderne på livslinien.dk",
    "hours_en": "See the hours at livslinien.dk",
    "url": "https://www.livslinien.dk/",
    "source": "https://www.livslinien.dk/",
    "checked_on": date(2019, 12, 4),
}
BOERNETELEFONEN: dict[str, Any] = {
    "name": "BørneTelefonen",
    "phone": "116 111",
    "who_da": "Til dig under 18. Om stort og småt, og du kan være anonym",
    "who_en": "For you under 18. About big things and small, and you can be anonymous",
    "hours_da": "Hele døgnet",
    "hours_en": "Day and night",
    "url": "https://bornetelefonen.dk/",
    "source": "https://www.bt.dk/samfund/boernetelefonen-har-modtaget-15-procent-flere-opkald-i-juledagene-et-emne-gaar",
    "checked_on": date(2022, 12, 1),
}
AKUTTELEFONEN: dict[str, Any] = {
    "name": "Akuttelefonen",
    "phone": "1813",
    "who_da": "Når du har brug for en læge nu, og din egen har lukket. De spørger om dit CPR-nummer",
    "who_en": "When you need a doctor now and your own is closed. They ask for your CPR number",
    "hours_da": "Når din egen læge har lukket",
    "hours_en": "When your own doctor is closed",
    "url": "https://www.regionh.dk/",
    "source": "https://www.regionh.dk/presse-og-nyt/pressemeddelelser-og-nyheder/Sider/Fakta-om-1813.aspx",
    "checked_on": date(2022, 1, 1),
}
LEV_UDEN_VOLD: dict[str, Any] = {
    "name": "Lev Uden Vold",
    "phone": "1888",
    "who_da": "Når nogen tæt på dig slår, truer eller styrer dig. Du kan være anonym",
    "who_en": "When somebody close to you hits, threatens or controls you. You can be anonymous",
    "hours_da": "Hele døgnet",
    "hours_en": "Day and night",
    "url": "https://levudenvold.dk/",
    "source": "https://levudenvold.dk/aktuelt/nyheder/lev-uden-vold-modtog-i-2022-rekordmange-opkald/",
    "checked_on": date(2023, 1, 1),
}
