"""The finder's documents follow the tools, and the vocabulary follows the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Audience, FacetGroup, SignUp, ToolState
from naere.toolbox.models import Guide, GuideVersion, Tool, ToolDocument, Word
from naere.toolbox.services.indexing import reindex, reindex_all, reindex_tools_of
from tests.factories.toolbox import make_facet, make_tool

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


def counted() -> dict[str, int]:
    return dict(Word.objects.values_list("word", "tools"))


def weights(tool: Tool) -> dict[str, str]:
    """Return each lexeme of a tool's document with its weights."""
    found = str(ToolDocument.objects.get(tool=tool).vector)
    pairs = (one.split("':") for one in found.split())
    return {
        lexeme.strip("'"): "".join(c for c in places if c.isalpha()) for lexeme, places in pairs
    }


def indexed(**fields: Any) -> Tool:
    tool = make_tool(**fields)
    reindex(tool)
    return tool


def test_what_is_said_has_its_weight(dragoer: Municipality) -> None:
    situation = make_facet(
        "sove", label_da="kan ikke sove", label_en="cannot sleep", about_da="Om natten."
    )
    method = make_facet(
        "oevelser", FacetGroup.METHOD, label_da="øvelser", about_da="Noget at gøre."
    )
    tool = indexed(
        name="Måneskib", line_da="Ro om aftenen.", line_en="", facets=[situation, method]
    )
    found = weights(tool)
    assert {word: found[word] for word in ("sov", "måneskib", "aften", "nat", "øvels", "gør")} == {
        "sov": "AC",
        "måneskib": "B",
        "aften": "C",
        "nat": "C",  # what the situation means
        "øvels": "C",
        "gør": "",  # D is not written
    }


def test_keys_are_facets_and_facts(dragoer: Municipality) -> None:
    tool = indexed(facets=[make_facet("sove")], minutes=5, works_offline=True)
    other = indexed(sign_up=SignUp.REQUIRED, price="subscription", minutes=6)
    keys = dict(ToolDocument.objects.values_list("tool", "facet_keys"))
    assert keys[tool.pk] == [":free", ":no-sign-up", ":offline", ":short", "sove"]
    assert keys[other.pk] == []


def test_the_young_peoples_published_guide_is_searched(dragoer: Municipality) -> None:
    tool, own = make_tool(), {"municipality": current_municipality()}
    for audience, word in ((Audience.YOUNG, "lommelygte"), (Audience.PEER, "skibsklokke")):
        guide = Guide.objects.create(**own, tool=tool, audience=audience)
        version = {"guide": guide, "not_when_da": "Ved akut fare.", "instead_da": "Ring."}
        GuideVersion.objects.create(
            **own, **version, number=1, body_da=f"Tag en {word}.", published_at=tool.state_since
        )
        GuideVersion.objects.create(**own, **version, number=2, body_da="Kladde, papegøje.")
    reindex(tool)
    assert {"lommelygte", "skibsklokke", "papegøje", "fare"} & set(counted()) == {"lommelygte"}


def test_the_vocabulary_counts_tools(dragoer: Municipality) -> None:
    first = indexed(name="Havblik", line_da="Stilhed.", line_en="")
    indexed(name="Skovblik", line_da="Stilhed igen.", line_en="")
    assert (counted()["stilhed"], counted()["havblik"]) == (2, 1)
    Tool.objects.filter(pk=first.pk).update(line_da="Bølger.")
    reindex(first)
    assert (counted()["stilhed"], counted()["bølger"]) == (1, 1)
    reindex(first)
    assert (counted()["stilhed"], counted()["bølger"]) == (1, 1)


def test_what_nobody_may_see_is_in_nothing(dragoer: Municipality) -> None:
    tool = indexed(name="Havblik", line_en="")
    Tool.objects.update(state=ToolState.RETIRED)
    reindex(tool)
    assert (ToolDocument.objects.count(), counted()) == (0, {})
    indexed(name="Skovblik", state=ToolState.CANDIDATE)
    assert (ToolDocument.objects.count(), counted()) == (0, {})


def test_new_words_of_a_facet_reach_its_tools(dragoer: Municipality) -> None:
    facet = make_facet("sove", label_da="kan ikke sove")
    tool, other = indexed(facets=[facet]), indexed()
    facet.label_da = "ligger vågen"
    facet.save()
    reindex_tools_of(facet)
    assert ("våg" in weights(tool), "våg" in weights(other)) == (True, False)


def test_everything_anew_is_the_same(dragoer: Municipality) -> None:
    indexed(name="Havblik", facets=[make_facet("sove")])
    indexed(name="Skovblik")
    words = counted()
    Word.objects.all().delete()
    reindex_all()
    assert (counted(), ToolDocument.objects.count()) == (words, 2)


def test_each_municipality_has_its_own_words(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    indexed(name="Havblik", line_en="")
    with in_tenant(ishoej):
        indexed(name="Skovblik", line_en="")
        assert ("skovblik" in counted(), "havblik" in counted()) == (True, False)
    assert ("skovblik" in counted(), "havblik" in counted()) == (False, True)
