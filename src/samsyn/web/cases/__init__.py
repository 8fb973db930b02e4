"""Joint assessments and what follows, as the caseworkers of the two authorities meet them."""
