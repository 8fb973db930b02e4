"""A numbered report as plain data: what the HTML and the PDF template both lay out.

Strings, numbers, lists and mappings with a ``kind``; every decision about words and symbols is
taken before this, every decision about looks after. Templates get data, never markup, so
nothing a user wrote can be taken for HTML or Typst.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from samsyn.errors import UnknownName
from samsyn.reports.charts import alternative
from samsyn.reports.document import (
    Answer,
    Block,
    Chart,
    Column,
    Definition,
    DefinitionList,
    Emphasis,
    Footnote,
    FrontMatter,
    Heading,
    Inline,
    ItemList,
    Label,
    Note,
    Paragraph,
    Report,
    Section,
    Table,
)
from samsyn.reports.drawing import svg
from samsyn.reports.figure import Figure
from samsyn.reports.prose import written_date
from samsyn.reports.reasons import symbols, why

Plain = dict[str, Any]


def lowered(report: Report) -> Plain:
    """The whole report: ``title, front, sections, contents, …``; sections nest in ``blocks``."""
    sections = (*report.sections, *report.appendices)
    places = {each.key: each for top in sections for each in _nested(top) if each.key}
    return {
        "name": report.name,
        "title": report.front.title,
        "period": report.period,
        "invented": report.invented,
        "snapshot": report.snapshot,
        "taken_on": written_date(report.taken_on),
        "day": [report.taken_on.year, report.taken_on.month, report.taken_on.day],
        "front": _front(report.front, places),
        "sections": [_section(each, 2) for each in sections],
    }


def _nested(section: Section) -> Iterator[Section]:
    yield section
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _nested(block)


def anchor(section: Section) -> str:
    """What a link points at: ``avsnitt-3.2`` or ``bilaga-1``."""
    return (
        section.number.lower().replace(" ", "-")
        if "B" in section.number
        else (f"avsnitt-{section.number}")
    )


def _front(front: FrontMatter, places: dict[str, Section]) -> Plain:
    return {
        "kind": front.kind,
        "subtitle": front.subtitle,
        "assignment": [each for each in front.assignment.strip().split("\n\n") if each],
        "references": [{"of": of, "number": number} for of, number in front.references],
        "due": front.due,
        "signatures": [vars(each) for each in front.signatures],
        "answers": [_answer(each, places) for each in front.answers],
    }


def _answer(answer: Answer, places: dict[str, Section]) -> Plain:
    plain = {"sentence": answer.sentence, "why_not": answer.why_not}
    if not answer.section:
        return {**plain, "number": "", "title": "", "anchor": ""}
    if answer.section not in places:
        raise UnknownName(answer.section, "section of this report", known=places)
    place = places[answer.section]
    return {**plain, "number": place.number, "title": place.title, "anchor": anchor(place)}


def _section(section: Section, level: int) -> Plain:
    blocks = [_block(block, level) for block in section.blocks]
    return {
        "kind": "section",
        "anchor": anchor(section),
        "number": section.number,
        "title": section.title,
        "level": level,
        "blocks": blocks,
        "footnotes": list(_footnotes(blocks)) if level == 2 else [],
    }


def _block(block: Block, level: int) -> Plain:
    if isinstance(block, Section):
        return _section(block, level + 1)
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": min(level + block.level, 6)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "parts": _parts(block.parts)}
    if isinstance(block, Note):
        return {"kind": "note", "sort": block.kind, "parts": _parts(block.parts)}
    if isinstance(block, ItemList):
        items = [_parts(item) for item in block.items]
        return {"kind": "list", "ordered": block.ordered, "items": items}
    if isinstance(block, DefinitionList):
        entries = [_definition(each) for each in block.entries]
        return {"kind": "definitions", "entries": entries, "level": level + 1}
    return _chart(block) if isinstance(block, Chart) else _table(block)


def _definition(entry: Definition) -> Plain:
    facts = [{"name": name, "text": text} for name, text in entry.facts]
    where = definition_anchor(entry.key)
    return {"anchor": where, "term": entry.term, "text": entry.text, "facts": facts}


def definition_anchor(indicator: str) -> str:
    """Where a figure of the indicator leads."""
    return f"definition-{indicator}"


def _chart(chart: Chart) -> Plain:
    return {
        "kind": "chart",
        "number": chart.number,
        "title": chart.table.title,
        "svg": svg(chart),
        "alt": alternative(chart),
        "told": chart.told,
        "table": _table(chart.table),
    }


def _table(table: Table) -> Plain:
    figures = tuple(each.released for each in table.figures())
    named = {each.indicator: each.title for each in figures}
    return {
        "kind": "table",
        "number": table.number,
        "title": table.title,
        "stub": table.stub,
        "groups": _groups(table.columns),
        "columns": [{"text": each.heading, "numeric": each.numeric} for each in table.columns],
        "rows": [
            {
                "heading": row.heading,
                "total": row.total,
                "indent": row.indent,
                "cells": [_part(cell) for cell in row.cells],
            }
            for row in table.rows
        ],
        "notes": [_parts(note) for note in table.notes],
        "symbols": list(symbols(figures)),
        "definitions": [
            {"anchor": definition_anchor(name), "title": title} for name, title in named.items()
        ],
    }


def _groups(columns: tuple[Column, ...]) -> list[Plain]:
    """Runs of columns that share a heading above; empty where none has one."""
    runs: list[Plain] = []
    for column in columns:
        if runs and runs[-1]["text"] == column.group:
            runs[-1]["span"] += 1
        else:
            runs.append({"text": column.group, "span": 1})
    return runs if any(run["text"] for run in runs) else []


def _parts(parts: Iterable[Inline]) -> list[Plain]:
    return [_part(part) for part in parts]


def _part(part: Inline) -> Plain:
    if isinstance(part, str):
        return {"kind": "text", "text": part}
    if isinstance(part, Label):
        return {"kind": "text", "text": part.text}
    if isinstance(part, Figure):
        return _figure(part)
    if isinstance(part, Emphasis):
        return {"kind": "strong" if part.strong else "em", "parts": _parts(part.parts)}
    if isinstance(part, Footnote):
        return {"kind": "footnote", "mark": part.mark, "parts": _parts(part.parts)}
    return {"kind": "link", "address": part.address, "parts": _parts(part.parts)}


def _figure(figure: Figure) -> Plain:
    released = figure.released
    value = released.n if figure.form == "n" else released.value
    return {
        "kind": "figure",
        "text": figure.printed,
        "value": "" if value is None else repr(value),
        "id": figure.id,
        "definition": definition_anchor(released.indicator),
        "title": released.title,
        "why": why(released),
    }


def _footnotes(data: Any) -> Iterator[Plain]:
    """Every footnote below, in the order read."""
    if isinstance(data, list):
        for each in data:
            yield from _footnotes(each)
    elif isinstance(data, dict):
        if data.get("kind") == "footnote":
            yield data
        for value in data.values():
            yield from _footnotes(value)
