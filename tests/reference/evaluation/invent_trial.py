"""Make invented_trial.csv: 300 invented people in three arms, to hold our functions against R.

Run from this folder: python invent_trial.py && Rscript reference.R
"""

import csv
from pathlib import Path

import numpy as np


def main() -> None:
    """Eight strata with unequal shares; some do not do as drawn; times to the event tie."""
    draw = np.random.default_rng(20141101)
    people = 300
    stratum = np.sort(draw.integers(0, 8, people))
    chance = np.where((stratum % 2 == 0)[:, None], (0.5, 0.25, 0.25), (0.2, 0.4, 0.4))
    arm = np.array([draw.choice(["FS", "CM", "SE"], p=each) for each in chance])
    share = chance[np.arange(people), [["FS", "CM", "SE"].index(each) for each in arm]]
    age, woman = draw.integers(19, 30, people), draw.integers(0, 2, people)
    lift = 0.15 * (arm == "SE") - 0.05 * (arm == "CM") + 0.02 * stratum + 0.01 * (age - 24)
    work = (draw.random(people) < 0.2 + lift).astype(int)
    earnings = np.round(np.exp(draw.normal(9, 1, people)) * (1 + work), 2)
    took = ((arm == "SE") & (draw.random(people) < 0.7) | (draw.random(people) < 0.1)).astype(int)
    months = np.minimum(np.ceil(draw.exponential(20 - 8 * (arm == "SE"))), 15).astype(int)
    event = (months < 15).astype(int)
    cluster = stratum * 4 + draw.integers(0, 4, people)
    columns = {
        "person": np.arange(1, people + 1), "stratum": stratum, "arm": arm, "share": share,
        "age": age, "woman": woman, "work": work, "earnings": earnings, "took_part": took,
        "months": months, "event": event, "cluster": cluster,
    }  # fmt: skip
    with Path("invented_trial.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))


if __name__ == "__main__":
    main()
