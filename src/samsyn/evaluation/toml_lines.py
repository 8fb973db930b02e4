"""On which line of a TOML file each field stands, for messages that point."""

import re
from collections import Counter

_TABLE = re.compile(r"\s*\[(?P<name>[^\[\]]+)\]\s*(#.*)?$")
_TABLE_OF_LIST = re.compile(r"\s*\[\[(?P<name>[^\[\]]+)\]\]\s*(#.*)?$")
_KEY = re.compile(r"\s*(?P<key>[\w-]+(\s*\.\s*[\w-]+)*)\s*=")


def lines_of(text: str) -> dict[str, int]:
    """Field → line (first is 1); the third table of a list is ``outcomes[2]``, counted from 0.

    Knows tables, lists of tables and plain keys; not keys inside inline tables.

    >>> lines_of('a = 1\\n[[b]]\\nc = 2\\n[[b]]\\nc = 3')
    {'a': 1, 'b[0]': 2, 'b[0].c': 3, 'b[1]': 4, 'b[1].c': 5}
    """
    found: dict[str, int] = {}
    counts: Counter[str] = Counter()
    table, inside_text = "", ""
    for number, line in enumerate(text.splitlines(), start=1):
        if inside_text:
            inside_text = "" if inside_text in line else inside_text
            continue
        if header := _TABLE_OF_LIST.match(line):
            name = _full_name(header["name"].strip(), counts)
            counts[name] += 1
            table = f"{name}[{counts[name] - 1}]"
            found[table] = number
        elif header := _TABLE.match(line):
            table = _full_name(header["name"].strip(), counts)
            found[table] = number
        elif key := _KEY.match(line):
            field = re.sub(r"\s", "", key["key"])
            found.setdefault(f"{table}.{field}" if table else field, number)
        inside_text = _opened_text(line)
    return found


def line_of(field: str, lines: dict[str, int]) -> int:
    """The line of a field, or of the nearest table around it; 1 where nothing is known.

    >>> line_of("b[1].missing", {"b[0]": 2, "b[1]": 4})
    4
    """
    while field and field not in lines:
        shorter = re.sub(r"(\.[\w-]+|\[\d+\])$", "", field)
        field = shorter if shorter != field else ""
    return lines.get(field, 1)


def _full_name(name: str, counts: Counter[str]) -> str:
    """``arms.promises`` under the second ``[[arms]]`` is ``arms[1].promises``."""
    head, dot, rest = name.partition(".")
    return f"{head}[{counts[head] - 1}]{dot}{rest}" if dot and counts[head] else name


def _opened_text(line: str) -> str:
    """The quotes of a long text that this line opens and does not close."""
    for quotes in ('"""', "'''"):
        if line.count(quotes) % 2:
            return quotes
    return ""
