"""From rows that broke a rule to what a person reads about each.

A text names the rule, file, line, field and value, says what was expected and what to do.
Identity numbers, wherever they have strayed, and names of people are never in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

import polars as pl

from samsyn.exchange.column_types import secret
from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.rule_texts import MESSAGES, RULES, texts
from samsyn.vocabulary.tables import TABLES

PROBLEM_SCHEMA = pl.Schema(
    {
        "rule": pl.String(),
        "severity": pl.String(),
        "file": pl.String(),
        "line": pl.Int64(),
        "table": pl.String(),
        "key": pl.String(),
        "field": pl.String(),
        "value": pl.String(),
        "problem": pl.String(),
        "what_to_do": pl.String(),
    }
)
HIDDEN = "(visas inte)"
_MASK = "••••••"
_LONGEST = 60
_LONGEST_REASON = 600
_LIKE_IDENTITY_NUMBER = (
    r"(^|[^0-9])(?:[0-9]{2})?[0-9]{2}(?:0[1-9]|1[0-2])"
    r"(?:[0-2][0-9]|3[01]|[6-8][0-9]|9[01])[-+ ]?[0-9]{4}($|[^0-9])"
)
_CONTROL = r"[\x00-\x1f\x7f-\x9f\x{2028}\x{2029}\x{202a}-\x{202e}\x{2066}-\x{2069}]"


@dataclass(frozen=True)
class Hits:
    """Rows of ``table`` that broke a rule in the way ``message`` tells.

    ``rows`` has ``_line`` (null: a row of the register), the key's columns, ``field``, and the
    columns that the message's braces name.
    """

    message: str
    table: str
    field: str
    rows: pl.DataFrame

    @property
    def rule(self) -> str:
        return MESSAGES[self.message].rule


def hits_where(rows: pl.DataFrame, table: str, *wrong: tuple[str, str, pl.Expr]) -> Iterator[Hits]:
    """A ``Hits`` for each (message, field, condition) that any of ``rows`` meets, asked at once."""
    if rows.is_empty() or not wrong:
        return
    asked = [is_wrong.any().alias(str(place)) for place, (_, _, is_wrong) in enumerate(wrong)]
    for (message, field, is_wrong), met in zip(wrong, rows.select(asked).row(0), strict=True):
        if met:
            yield Hits(message, table, field, rows.filter(is_wrong))


def no_problems() -> pl.DataFrame:
    """A frame of problems without rows."""
    return PROBLEM_SCHEMA.to_frame()


def joined(problems: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """All problems in one frame."""
    return pl.concat([no_problems(), *problems])


def worded(hits: Hits, *, file: str | None, language: str = "sv") -> pl.DataFrame:
    """The hits as rows of ``PROBLEM_SCHEMA``; ``file`` is empty for rows of the register.

    Without a ``file`` (None) the problem is said as in a form, where one sees what it is about.
    ``language`` is "sv" or "en".
    """
    if hits.rows.is_empty():
        return no_problems()
    said, what_to_do = texts(hits.message, language, form=file is None)
    rule = RULES[hits.rule]
    rows = hits.rows.with_columns(pl.lit(hits.table).alias("table"))
    problem = _filled(said)
    if file is not None:
        problem = pl.concat_str(pl.lit(f"{rule.id} "), _place(hits, file), pl.lit(": "), problem)
    columns = {
        "rule": pl.lit(rule.id),
        "severity": pl.lit(rule.severity),
        "file": pl.lit(file or ""),
        "line": pl.col(LINE),
        "table": pl.col("table"),
        "key": key_text(hits.table, rows.columns),
        "field": pl.lit(hits.field),
        "value": _value(hits),
        "problem": problem,
        "what_to_do": _filled(what_to_do),
    }
    typed = {name: expr.cast(PROBLEM_SCHEMA[name]) for name, expr in columns.items()}
    return rows.lazy().select(**typed).collect()  # lazy: what recurs is computed once


def key_text(table: str, columns: Sequence[str]) -> pl.Expr:
    """``participation_id=d1; point=entry``, of those of the key's columns that are there."""
    key = TABLES[table].key if table in TABLES else ()
    parts = [f"{name}=" + _shown(name).fill_null("") for name in key if name in columns]
    return pl.concat_str(parts, separator="; ") if parts else pl.lit("")


def masked(text: pl.Expr, *, longest: int = _LONGEST) -> pl.Expr:
    """``text`` fit to print: identity numbers hidden, control characters shown, cut if long."""
    shown = text.str.replace_all(_CONTROL, "�")
    for _ in range(2):  # two numbers may share the character between them
        shown = shown.str.replace_all(_LIKE_IDENTITY_NUMBER, f"${{1}}{_MASK}${{2}}")
    is_long = shown.str.len_chars() > longest
    return pl.when(is_long).then(shown.str.head(longest) + "…").otherwise(shown)


def _shown(column: str) -> pl.Expr:
    return masked(pl.col(column).cast(pl.String))


def _value(hits: Hits) -> pl.Expr:
    if hits.field not in hits.rows.columns:
        return pl.lit("")
    value = _shown(hits.field).fill_null("")
    if _is_secret(hits):
        return pl.when(value == "").then(pl.lit("")).otherwise(pl.lit(HIDDEN))
    return value


def _is_secret(hits: Hits) -> bool:
    table = TABLES.get(hits.table)
    return table is not None and any(f.name == hits.field and secret(f) for f in table.fields)


def _place(hits: Hits, file: str) -> pl.Expr:
    """``person.csv rad 3, birth_year ”1890”``; the key instead of the line in the register."""
    line = pl.col(LINE).cast(pl.String)
    if file:
        where = pl.concat_str(pl.lit(file), (" rad " + line).fill_null(""))
    else:
        where = pl.concat_str(pl.lit(f"{hits.table} "), key_text(hits.table, hits.rows.columns))
    if not hits.field:
        return where
    value = _value(hits)
    quoted = pl.when(value == "").then(pl.lit(" (tomt)")).otherwise(" ”" + value + "”")
    return pl.concat_str(where, pl.lit(f", {hits.field}"), quoted)


def _filled(template: str) -> pl.Expr:
    """The template with its braces filled from the columns they name, each fit to print."""
    parts: list[pl.Expr] = []
    for text, column, _, _ in Formatter().parse(template):
        parts.append(pl.lit(text))
        if column:
            value = masked(pl.col(column).cast(pl.String), longest=_LONGEST_REASON)
            parts.append(value.fill_null(""))
    return pl.concat_str(parts)
