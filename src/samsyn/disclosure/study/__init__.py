"""A study's results through disclosure control: ``release_study`` is the only way out."""

from samsyn.disclosure.study.facts import (
    ArmMean,
    Beside,
    CostComparison,
    CostFacts,
    DeliveryFacts,
    StudyFacts,
)

__all__ = [
    "ArmMean",
    "Beside",
    "CostComparison",
    "CostFacts",
    "DeliveryFacts",
    "StudyFacts",
]
