"""The employer that is the association itself, where one chooses among organisations."""

ITSELF = "="
"""The choice of an employer that is the association: no organisation's code begins so."""
