"""R06, R07, R09 and R10: consent, income, exit and identity number of a person."""

from collections.abc import Iterator

import polars as pl

from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.merged import Merged
from samsyn.exchange.problems import Hits, hits_where

_POINT = ["participation_id", "point"]


def consent_holds(merged: Merged) -> Iterator[Hits]:
    """R06: a consent withdrawn on or before the day of entry. (A missing one: ``typed_rows``.)"""
    if not merged.touches("participation"):
        return
    rows = merged.package_rows("participation")
    withdrawn = pl.col("consent_withdrawn_on") <= pl.col("entered_on")
    wrong = ("consent_withdrawn", "consent_withdrawn_on", withdrawn)
    yield from hits_where(rows, "participation", wrong)


def no_income_stands_alone(merged: Merged) -> Iterator[Hits]:
    """R07: all incomes of a point where `no_public_income` has company."""
    if not merged.touches("income"):
        return
    rows = merged.rows("income")
    none = rows.filter(pl.col("source") == "no_public_income").select(_POINT)
    others = rows.filter(pl.col("source") != "no_public_income").select(_POINT)
    mixed = none.join(others, on=_POINT, how="semi")
    ours = merged.package_rows("income").join(mixed, on=_POINT, how="semi")
    yield Hits("no_income_with_other", "income", "source", ours)


def exit_has_reason(merged: Merged) -> Iterator[Hits]:
    """R09: an exit without its reason, a reason without its exit."""
    if not merged.touches("participation"):
        return
    rows = merged.package_rows("participation")
    open_, unsaid = pl.col("exited_on").is_null(), pl.col("exit_reason").is_null()
    yield from hits_where(
        rows,
        "participation",
        ("reason_without_exit", "exit_reason", open_ & ~unsaid),
        ("exit_without_reason", "exited_on", ~open_ & unsaid),
    )


def identity_number_agrees(merged: Merged) -> Iterator[Hits]:
    """R10: a check digit, birth year, birth date or sex that is not the number's own."""
    persons = merged.sound.get("person")
    if persons is None or "personal_identity_number" not in persons.columns:
        return
    numbers = persons.select(LINE, "personal_identity_number").drop_nulls()
    rows = merged.package_rows("person").join(numbers, on=LINE)
    field = "personal_identity_number"
    number, born = pl.col(field), pl.col("_born")
    read = rows.with_columns(
        _birth_date(number).alias("_born"), _has_check_digit(number).alias("_agrees")
    )
    sound = pl.col("_agrees") & born.is_not_null()
    other_year = number.str.head(4).cast(pl.Int32) != pl.col("birth_year")
    yield from hits_where(
        read,
        "person",
        ("check_digit", field, ~sound),
        ("other_birth_year", field, sound & other_year),
        ("other_birth_date", field, sound & (born != pl.col("birth_date"))),
        ("other_sex", field, sound & (_sex(number) != _known_sex())),
    )


def _has_check_digit(number: pl.Expr) -> pl.Expr:
    """Luhn over the last ten digits: every other doubled from the first, digits summed.

    The form of a Swedish personal identity number: SKV 704 of the tax agency.
    """
    whole = number.cast(pl.Int64)
    digits = [whole // 10**place % 10 for place in range(10)]  # the check digit first
    doubled = [digit * 2 - (digit > 4).cast(pl.Int64) * 9 for digit in digits[1::2]]
    return pl.sum_horizontal(*doubled, *digits[::2]) % 10 == 0


def _birth_date(number: pl.Expr) -> pl.Expr:
    """The date in the number, null for none; a coordination number's day has 60 added."""
    day = number.str.slice(6, 2).cast(pl.Int32)
    plain = pl.when(day > 60).then(day - 60).otherwise(day)
    text = number.str.head(6) + plain.cast(pl.String).str.zfill(2)
    return text.str.to_date("%Y%m%d", strict=False)


def _sex(number: pl.Expr) -> pl.Expr:
    """The last digit but one: odd for a man."""
    odd = number.str.slice(10, 1).cast(pl.Int32) % 2 == 1
    return pl.when(odd).then(pl.lit("man")).otherwise(pl.lit("woman"))


def _known_sex() -> pl.Expr:
    sex = pl.col("sex")
    return pl.when(sex != "unknown").then(sex)
