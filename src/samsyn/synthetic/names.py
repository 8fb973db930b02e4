"""Invented Swedish names of associations, interventions and survey questions."""

from itertools import product

import numpy as np

STEMS = (
    "Björk", "Lind", "Gran", "Ek", "Alm", "Rönn", "Hassel", "Ljung", "Sten", "Silver",
    "Kvarn", "Lärk", "Tran", "Vinter", "Sommar", "Norr", "Söder", "Öster", "Väster", "Hjort",
)  # fmt: skip
PLACES = ("dalen", "åsen", "slätten", "viken", "näset", "kusten", "bygden", "heden", "sundet")
INDIVIDUAL = (
    "Vägen vidare", "Steget", "Ny start", "Kompassen", "Bryggan", "Framåt", "Språngbrädan",
    "Ljuspunkten", "Växtkraft", "Klivet", "Nyckeln", "Spången", "Medvind", "Grunden", "Porten",
    "Drivkraft", "Balans", "Återgången", "Möjligheten", "Stigen",
)  # fmt: skip
STRUCTURAL = (
    "Gemensam kunskap", "Samverkansarena", "Metodverkstad", "Lärande nätverk", "Kunskapslyft",
    "Samsyn i praktiken", "Processtöd", "Frukostmöten", "Utvecklingsråd", "Behovskartläggning",
)  # fmt: skip
ENDINGS = ("", " för unga", " mot arbete", " tillsammans", " individstöd", " i grupp", " plus")


def association_names(count: int, rng: np.random.Generator) -> list[str]:
    """Names that no association bears, each once."""
    every = [f"{stem}{place}" for stem, place in product(STEMS, PLACES)]
    order = rng.permutation(len(every))
    names = [every[at] for at in order.tolist()]
    more = (count + len(names) - 1) // len(names)
    numbered = [
        name if turn == 0 else f"{name} {turn + 1}" for turn in range(more) for name in names
    ]
    return [f"Samordningsförbundet {name}" for name in numbered[:count]]


def intervention_names(orientations: list[str], rng: np.random.Generator) -> list[str]:
    """A name for each intervention; associations may use the same."""
    first, second = rng.integers(0, 1000, (2, len(orientations)))
    named = []
    for orientation, one, two in zip(orientations, first.tolist(), second.tolist(), strict=True):
        words = INDIVIDUAL if orientation == "individual" else STRUCTURAL
        ending = ENDINGS[two % len(ENDINGS)] if orientation == "individual" else ""
        named.append(words[one % len(words)] + ending)
    return named
