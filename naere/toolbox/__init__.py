"""Digital tools: the catalogue, two assessments of each, guides, and finding the right one (R45–R53)."""
