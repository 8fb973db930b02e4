"""The joint assessments and what follows, as the caseworkers of the two authorities work in them."""
