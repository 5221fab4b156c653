"""Guides' Markdown: what may stand on a page, whatever somebody typed."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naere.toolbox.services import markdown
from naere.toolbox.services.markdown import LONGEST, TooLongError, faults, render


@dataclass
class Shot:
    id: UUID
    width: int = 320
    height: int = 200


SHOT = Shot(uuid4())


@pytest.fixture(autouse=True)
def _address(monkeypatch: pytest.MonkeyPatch) -> None:
    def reverse(name: str, kwargs: dict[str, Any]) -> str:
        assert name == "toolbox:picture"
        return f"/vaerktoejer/billede/{kwargs['picture']}.webp"

    monkeypatch.setattr(markdown, "reverse", reverse)


def messages(text: str, *pictures: Shot) -> list[str]:
    return [str(fault) for fault in faults(text, pictures)]


def test_an_ordinary_guide() -> None:
    text = "# Sådan\n\nGør *det* **her**:\n\n3. Åbn [siden](https://naere.example/a)\n4. Luk\n"
    assert render(text) == (
        "<h2>Sådan</h2>\n<p>Gør <em>det</em> <strong>her</strong>:</p>\n"
        '<ol start="3">\n<li>Åbn <a href="https://naere.example/a" rel="noreferrer nofollow">siden'
        "</a></li>\n<li>Luk</li>\n</ol>\n"
    )


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n## b\n# c", "232"),
        ("### a\n# b\n###### c\n## d", "2233"),
        ("# a\n### b\n### c\n## d", "2333"),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", "234566"),
        ("#\n# a\n#  \n## b", "23"),
    ],
)
def test_headings_go_down_one_step_at_a_time(text: str, levels: str) -> None:
    html = render(text)
    assert "".join(re.findall(r"<h(\d)>", html)) == levels
    assert "".join(re.findall(r"</h(\d)>", html)) == levels


def test_a_picture_of_the_tool_has_its_words_and_its_size() -> None:
    assert render(f"![En *rolig* skærm](billede:{SHOT.id})", [SHOT]) == (
        f'<p><img src="/vaerktoejer/billede/{SHOT.id}.webp" alt="En rolig skærm" '
        'width="320" height="200"></p>\n'
    )


def test_faults_name_the_line() -> None:
    text = (
        f"# Her\n\nførst\n![](billede:{SHOT.id})\n\n[x](javascript:alert(1))\n\n#\n\n[](/hjaelp/)"
    )
    assert [found.line for found in faults(text, [SHOT])] == [4, 6, 8, 10]


@pytest.mark.parametrize(
    "source",
    [
        f"billede:{uuid4()}",
        "billede:../../etc/passwd",
        "https://elsewhere.example/track.png",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "/vaerktoejer/billede/x.webp",
    ],
)
def test_no_picture_but_the_tools_own(source: str) -> None:
    text = f"![Ord]({source})"
    assert render(text, [SHOT]) == "<p>Ord</p>\n"
    assert len(messages(text, SHOT)) == 1


def test_a_picture_without_words_is_not_shown() -> None:
    text = f"![ ](billede:{SHOT.id})"
    assert "<img" not in render(text, [SHOT])
    assert len(messages(text, SHOT)) == 1


@pytest.mark.parametrize(
    "address",
    ["https://a.example/", "http://a.example", "mailto:a@b.example", "tel:+4570201201", "/hjaelp/"],
)
def test_links_that_may_stand(address: str) -> None:
    assert f'href="{address}"' in render(f"[ord]({address})")
    assert messages(f"[ord]({address})") == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#9;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//elsewhere.example/",
        "https://bank.example@elsewhere.example/",
        "https://",
        "https://[::",
        "mailto:",
        "relative",
        "#x",
    ],
)
def test_links_that_may_not(address: str) -> None:
    assert "href" not in render(f"[ord](<{address}>)")
    assert len(messages(f"[ord](<{address}>)")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<svg><script>alert(1)</script></svg>",
        "<style>*{display:none}</style>",
        "<iframe src='https://a.example'></iframe>",
        '[x](https://a.example/ "\\" onmouseover=alert(1) x=\\"")',
        "```<script>\nx\n```",
        "`<script>`",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        '![x](billede:x"onerror=alert(1))',
        "<!-- --><p onclick=x>",
    ],
)
def test_nothing_of_a_program_comes_through(text: str) -> None:
    html = render(text)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z]+)", html))
    assert tags <= {"p", "a", "pre", "code"}
    inside_tags = " ".join(re.findall(r"<[^>]*>", html))
    assert not re.search(r"\bon\w+\s*=|script|style|class", inside_tags)


def test_a_backslash_leads_to_no_other_host() -> None:
    assert 'href="/%5Celsewhere.example/"' in render("[ord](</\\elsewhere.example/>)")


def test_a_title_is_not_kept() -> None:
    assert "title" not in render('[x](https://a.example/ "Titel")')


def test_an_address_that_is_only_written_is_no_link() -> None:
    assert render("Se https://a.example og a@b.example") == (
        "<p>Se https://a.example og a@b.example</p>\n"
    )


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u2066", "\x00", "\x1b", "\u200f", "&#x202E;", "&#8238;"]
)
def test_marks_that_nobody_sees_are_gone(mark: str) -> None:
    assert render(f"for{mark}mat") == "<p>format</p>\n"
    assert render(f"![ord{mark}](billede:{SHOT.id})", [SHOT]).count('alt="ord"') == 1


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000,
        "- " * 9_000,
        "[" * 10_000,
        "![" * 10_000,
        "*" * 10_000,
        "*a **b " * 2_500,
        "`" * 10_000,
        "[a](" * 4_000,
        "<" * 10_000,
        "\\" * 10_000,
        "[a]: /x\n" * 2_000,
        "1. " * 6_000,
        "|a" * 9_000,
    ],
)
def test_deep_nesting_takes_no_time(text: str) -> None:
    began = time.monotonic()
    assert isinstance(render(text), str)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("sign", ["> ", "- "])
def test_what_is_too_deep_is_said_before_it_is_left_out(sign: str) -> None:
    for depth in range(1, 20):
        text = "først\n\n" + sign * depth + "ord"
        shown = "ord" in render(text)
        assert shown or [fault.line for fault in faults(text)] == [3]
    assert "ord" in render(sign * 5 + "ord")
    assert faults(sign * 5 + "ord") == []


def test_far_too_long_is_refused_before_it_is_read() -> None:
    huge = "a" * 50_000_000
    began = time.monotonic()
    with pytest.raises(TooLongError):
        render(huge)
    assert len(messages(huge)) == 1
    assert time.monotonic() - began < 0.5
    assert render("a" * LONGEST) == f"<p>{'a' * LONGEST}</p>\n"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="#*_[]()<>!`\\-\n 1.&;:/ax\x00\u202e\"'", max_size=200))
def test_whatever_is_typed_becomes_a_page_of_allowed_tags(text: str) -> None:
    html = render(text, [SHOT])
    faults(text, [SHOT])
    for tag in re.findall(r"<[^>]*>", html):
        assert re.match(r"</?(p|h[2-6]|ul|ol|li|strong|em|code|pre|blockquote|br|hr|a|img)\b", tag)
    assert not re.search("[\x00\u202e]", html)
