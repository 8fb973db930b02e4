"""Rows that have, or lack, a match in another table, in words every engine knows.

Ibis writes SEMI and ANTI joins as they are, which PostgreSQL does not understand.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import Table


def with_match(rows: "Table", found: "Table", on: Sequence[str]) -> "Table":
    """``rows`` whose values in the columns ``on`` occur in ``found``; none is repeated."""
    return rows.join(found.select(*on).distinct(), list(on))


def without_match(rows: "Table", found: "Table", on: Sequence[str]) -> "Table":
    """``rows`` whose values in the columns ``on`` do not occur in ``found``."""
    others = found.select(**{f"found_{name}": name for name in on}).distinct()
    same = [rows[name] == others[f"found_{name}"] for name in on]
    matched = rows.left_join(others, same)
    return matched.filter(matched[f"found_{on[0]}"].isnull()).select(*rows.columns)
