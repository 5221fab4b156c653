"""What every new toolbox begins with: facets, synonyms and version 1 of both rubrics (R46–R49).

Data, not code: a municipality changes its own copies in the workshop.
"""

from naere.toolbox.defaults.reading import (
    CriterionRow,
    FacetRow,
    RubricRow,
    SynonymRow,
    facets,
    rubrics,
    synonyms,
)

__all__ = ["CriterionRow", "FacetRow", "RubricRow", "SynonymRow", "facets", "rubrics", "synonyms"]
