"""The toolbox's tables. Imported by the toolbox alone."""

from naere.toolbox.models.assessments import (
    HIGHEST,
    Assessment,
    Assessor,
    ConsensusScore,
    Criterion,
    DeepReview,
    ExpiryNotice,
    Finding,
    Round,
    Rubric,
    Score,
)
from naere.toolbox.models.catalogue import (
    Declaration,
    Facet,
    Organisation,
    Picture,
    ResearchNote,
    Settings,
    StateChange,
    Synonym,
    Tool,
    ToolDocument,
    ToolFacet,
    ToolLink,
)
from naere.toolbox.models.exchange import CatalogueFile
from naere.toolbox.models.finding import Word
from naere.toolbox.models.guides import Guide, GuideVersion
from naere.toolbox.models.sharing import Collection, CollectionItem, Feedback

__all__ = [
    "HIGHEST",
    "Assessment",
    "Assessor",
    "CatalogueFile",
    "Collection",
    "CollectionItem",
    "ConsensusScore",
    "Criterion",
    "Declaration",
    "DeepReview",
    "ExpiryNotice",
    "Facet",
    "Feedback",
    "Finding",
    "Guide",
    "GuideVersion",
    "Organisation",
    "Picture",
    "ResearchNote",
    "Round",
    "Rubric",
    "Score",
    "Settings",
    "StateChange",
    "Synonym",
    "Tool",
    "ToolDocument",
    "ToolFacet",
    "ToolLink",
    "Word",
]
