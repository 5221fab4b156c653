"""Every English sentence has its Danish, and the check sees when one has not."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from naere.core.msgids import Key, in_python, in_template
from naere.core.translations import Pair, faults, merged, read, write


def keys_of_template(source: str) -> list[tuple[str, str, str]]:
    return [(f.key.msgid, f.key.context, f.plural) for f in in_template(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Hello" %}', [("Hello", "", "")]),
        ("{% trans 'Hi' as x %}", [("Hi", "", "")]),
        ('{% translate "May" context "month" %}', [("May", "month", "")]),
        ('{% translate "100 %" %}', [("100 %%", "", "")]),
        ('<c-button label="{% translate "In a tag" %}" />', [("In a tag", "", "")]),
        ('{{ _("Inside") }}', [("Inside", "", "")]),
        ("{% blocktranslate %}Hi {{ name }}!{% endblocktranslate %}", [("Hi %(name)s!", "", "")]),
        (
            "{% blocktranslate trimmed %}\n  One\n  two\n{% endblocktranslate %}",
            [("One two", "", "")],
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            [("%(n)s day", "", "%(n)s days")],
        ),
        ("{# nothing #}<p>plain</p>", []),
    ],
)
def test_sentences_of_a_template(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert keys_of_template(source) == expected


def test_sentences_of_python() -> None:
    source = (
        "_('One')\ngettext_lazy('Two ' 'three')\nngettext('a day', '%d days', n)\n"
        "translation.pgettext('month', 'May')\n_(variable)\nother('No')"
    )
    found = {(f.key.msgid, f.key.context, f.plural) for f in in_python(source)}
    assert found == {
        ("One", "", ""),
        ("Two three", "", ""),
        ("a day", "", "%d days"),
        ("May", "month", ""),
    }


def pairs_of(text: str, area: str = "web") -> list[Pair]:
    return [Pair(entry, area) for entry in polib.pofile(text)]


@pytest.mark.parametrize(
    ("danish", "fault"),
    [
        ('msgid "Hi %(name)s"\nmsgstr "Hej %(name)s"', None),
        ('msgid "Other"\nmsgstr "Andet"', "no Danish: 'Hi %(name)s'"),
        ('msgid "Hi %(name)s"\nmsgstr ""', "empty: 'Hi %(name)s'"),
        ('#, fuzzy\nmsgid "Hi %(name)s"\nmsgstr "Hej %(name)s"', "fuzzy: 'Hi %(name)s'"),
        ('msgid "Hi %(name)s"\nmsgstr "Hej"', "other placeholders: 'Hi %(name)s'"),
        (
            'msgid "Hi %(name)s"\nmsgstr "Hej %(name)s"\n\nmsgid "Old"\nmsgstr "Gammel"',
            "unused in web: 'Old'",
        ),
        (
            'msgid "Hi %(name)s"\nmsgstr "Hej %(name)s"\n\n'
            'msgid "Hi %(name)s"\nmsgstr "Dav %(name)s"',
            "two Danish texts: 'Hi %(name)s'",
        ),
    ],
)
def test_what_is_a_fault(danish: str, fault: str | None) -> None:
    found = list(in_python("_('Hi %(name)s')"))
    seen = list(faults(found, pairs_of(danish + "\n")))
    assert (seen == []) if fault is None else any(line.startswith(fault) for line in seen)


def test_a_missing_plural_is_a_fault() -> None:
    found = list(in_python("ngettext('a day', 'days', n)"))
    assert list(faults(found, pairs_of('msgid "a day"\nmsgstr "en dag"\n'))) == [
        "no Danish plural: 'a day' (:1)"
    ]


def test_fragments_become_one_compiled_catalogue(tmp_path: Path) -> None:
    (tmp_path / "one.po").write_text('msgid "Hi"\nmsgstr "Hej"\n')
    (tmp_path / "two.po").write_text(
        'msgid "a day"\nmsgid_plural "%d days"\nmsgstr[0] "en dag"\nmsgstr[1] "%d dage"\n\n'
        'msgctxt "month"\nmsgid "May"\nmsgstr "maj"\n'
    )
    pairs = read(tmp_path)
    assert [(pair.key, pair.area) for pair in pairs] == [
        (Key("Hi"), "one"),
        (Key("a day"), "two"),
        (Key("May", "month"), "two"),
    ]
    write(merged(pairs), tmp_path)
    with (tmp_path / "LC_MESSAGES" / "django.mo").open("rb") as file:
        danish = gettext.GNUTranslations(file)
    assert danish.gettext("Hi") == "Hej"
    assert danish.ngettext("a day", "%d days", 1) == "en dag"
    assert danish.ngettext("a day", "%d days", 0) == "%d dage"
    assert danish.pgettext("month", "May") == "maj"


def test_the_check_fails_loudly(tmp_path: Path) -> None:
    (tmp_path / "naere").mkdir()
    (tmp_path / "naere" / "x.py").write_text("_('Never translated')")
    with (
        override_settings(BASE_DIR=tmp_path),
        pytest.raises(CommandError, match="no Danish: 'Never translated'"),
    ):
        call_command("build_translations", check=True)


def test_danish_has_one_kind_of_quotation_mark() -> None:
    texts = [text for pair in read(settings.BASE_DIR / "locale" / "da") for text in pair.danish]
    assert [text for text in texts if re.search(r"[“”„]|»[\w%]|[\ws]«", text)] == []
