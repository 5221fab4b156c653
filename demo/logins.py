"""The demo's logins: one for every role in both municipalities, with words that stay the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from client.words import COUNT, word_list

PASSWORD = "hjertelig velkommen"
ASTA = "asta"


@dataclass(frozen=True)
class Login:
    """One login in one municipality. `words` is empty where no key is needed."""

    municipality: str
    key: str
    name: str
    alias: str
    roles: tuple[str, ...]
    title: str
    has_keys: bool = False

    @property
    def email(self) -> str:
        """The address to log in with."""
        return f"{self.key}@{self.municipality}.example"

    @property
    def words(self) -> list[str]:
        """The six words of this login: the same on every machine, for the demo alone."""
        if not self.has_keys:
            return []
        words = word_list()
        seed = hashlib.sha512(f"naere demo {self.email}".encode()).digest()
        parts = [seed[place * 8 : place * 8 + 8] for place in range(COUNT)]
        return [words[int.from_bytes(part, "big") % len(words)] for part in parts]


def _people(municipality: str, names: tuple[str, ...]) -> list[Login]:
    """Return everyone of a municipality but Asta; `names` in the order of the roles."""
    titles: list[tuple[str, tuple[str, ...], str, bool]] = [
        ("frivillig", ("volunteer",), "Frivillig", True),
        ("frivillig2", ("volunteer",), "Frivillig", True),
        ("koordinator", ("coordinator",), "Koordinator", True),
        ("fagperson", ("professional",), "Fagperson", True),
        ("vagt", ("on_duty",), "Fagperson på vagt", True),
        ("vurderer", ("assessor",), "Vurderer af værktøjer", False),
        ("vurderer2", ("assessor",), "Vurderer af værktøjer", False),
        ("vurderer3", ("assessor",), "Vurderer af værktøjer", False),
        ("vurderer4", ("assessor",), "Vurderer af værktøjer", False),
        ("redaktoer", ("editor",), "Redaktør", False),
        ("underviser", ("teacher",), "Underviser", False),
        ("kontaktperson", ("contact_person",), "Kontaktperson", False),
        ("projektleder", ("project_manager",), "Projektleder", False),
        ("styregruppe", ("steering",), "Styregruppemedlem", False),
        ("analytiker", ("analyst",), "Analytiker", False),
        ("administrator", ("administrator",), "Administrator", False),
    ]
    return [
        Login(municipality, key, name, name.split()[0], roles, title, has_keys)
        for (key, roles, title, has_keys), name in zip(titles, names, strict=True)
    ]


_DRAGOER = (
    *("Freja Holm", "Malik Aziz", "Signe Bech", "Jonas Lind", "Karen Toft", "Ida Skov"),
    *("Thea Winther", "Kasper Lauge", "Amina Noor"),
    *("Peter Friis", "Mette Dahl", "Omar Said", "Line Krogh", "Hanne Bang", "Nikolaj Vest"),
    "Anders Rask",
)
_ISHOEJ = (
    *("Noah Berg", "Sara Demir", "Tine Lund", "Bo Kjær", "Aisha Khan", "Rikke Juul"),
    *("Villy Stein", "Nanna Friis", "Deniz Aslan"),
    *("Emil Gade", "Lone Riis", "Yusuf Kaya", "Camilla Sand", "Steen Holst", "Maja Thor"),
    "Vibeke Krag",
)

PROGRAM = Login("dragoer", ASTA, "Asta (demo)", "Asta (demo)", ("volunteer",), "Program", True)
PEOPLE = [*_people("dragoer", _DRAGOER), *_people("ishoej", _ISHOEJ)]
LOGINS = [*PEOPLE, PROGRAM]


def shown() -> str:
    """Return the logins as the reader of the terminal needs them."""
    lines = [f"Logins (password for all: {PASSWORD}):"]
    for login in PEOPLE:
        words = " ".join(login.words) or "(no words needed)"
        lines.append(f"  {login.email:<30} {login.title:<22} {words}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(shown())
