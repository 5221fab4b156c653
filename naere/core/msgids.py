"""Finds what is to be translated: the English sentences in Python and in templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace


@dataclass(frozen=True, order=True)
class Key:
    """What a translation is found by. `context` tells equal words apart."""

    msgid: str
    context: str = ""


@dataclass(frozen=True)
class Found:
    """A sentence to translate, its plural when it counts something, and where it stands."""

    key: Key
    plural: str
    place: str


# name → (which argument is the context, the sentence, its plural)
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_QUOTED = r"(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')"
_TRANSLATE = re.compile(rf"^(?:trans|translate)\s+{_QUOTED}")
_CONTEXT = re.compile(rf"\bcontext\s+{_QUOTED}")
_INSIDE = re.compile(rf"\b_\(\s*{_QUOTED}\s*\)")
_BLOCK = re.compile(r"^(?:blocktrans|blocktranslate)\b")
_BLOCK_END = re.compile(r"^end(?:blocktrans|blocktranslate)\b")


def find(root: Path) -> list[Found]:
    """Return all sentences in the Python files and templates below `root`."""
    found: list[Found] = []
    for path in sorted(root.rglob("*.py")):
        found += in_python(path.read_text(), str(path))
    for path in sorted(p for p in root.rglob("*") if "templates" in p.parts and p.is_file()):
        if path.suffix in {".html", ".txt"}:
            found += in_template(path.read_text(), str(path))
    return found


def in_python(source: str, name: str = "") -> Iterator[Found]:
    """Yield the sentences given to gettext and its relatives as plain strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (called := _called(node.func)) in _CALLS:
            context, sentence, plural = _CALLS[called]
            if text := _string(node, sentence):
                key = Key(text, _string(node, context))
                yield Found(key, _string(node, plural), f"{name}:{node.lineno}")


def in_template(source: str, name: str = "") -> Iterator[Found]:
    """Yield the sentences in `translate`, `blocktranslate` and `_("…")` of a template."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        place = f"{name}:{token.lineno}"
        if token.token_type is TokenType.BLOCK and _BLOCK.match(token.contents):
            yield _block(token, tokens, place)
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            yield from _tag(token.contents, place)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _string(node: ast.Call, position: int | None) -> str:
    if position is None or position >= len(node.args):
        return ""
    argument = node.args[position]
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return str(argument.value) if is_text else ""  # type: ignore[attr-defined]


def _tag(contents: str, place: str) -> Iterator[Found]:
    if match := _TRANSLATE.match(contents):
        # Django doubles the percent sign of what a template translates.
        text = _unquoted(match).replace("%", "%%")
        yield Found(Key(text, _context(contents)), "", place)
    for match in _INSIDE.finditer(contents):
        yield Found(Key(_unquoted(match)), "", place)


def _block(start: Token, tokens: Iterator[Token], place: str) -> Found:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type is TokenType.BLOCK and _BLOCK_END.match(token.contents):
            break
        if token.token_type is TokenType.BLOCK and token.contents.strip() == "plural":
            parts.append([])
        elif token.token_type is TokenType.VAR:
            parts[-1].append(f"%({token.contents.strip()})s")
        else:
            parts[-1].append(token.contents.replace("%", "%%"))
    texts = ["".join(part) for part in parts]
    if "trimmed" in start.split_contents():
        texts = [trim_whitespace(text) for text in texts]
    return Found(Key(texts[0], _context(start.contents)), "".join(texts[1:2]), place)


def _context(contents: str) -> str:
    match = _CONTEXT.search(contents)
    return _unquoted(match) if match else ""


def _unquoted(match: re.Match[str]) -> str:
    text = match.group(1) if match.group(1) is not None else match.group(2)
    return re.sub(r"\\(.)", r"\1", text or "")
