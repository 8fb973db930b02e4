"""A report's settings: ``report.toml``, the shipped one under the user's own.

Assignment, reference numbers, signatures and measures are what people fill in each year. A key
given in the user's file replaces the shipped one whole; a key nobody knows is an error.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from samsyn.errors import SamsynError, UnknownName, did_you_mean, nearest
from samsyn.reports.document import Answer, FrontMatter, Signature
from samsyn.vocabulary.codelist import code_list

STATUSES = {"planned": "Planerad", "ongoing": "Pågår", "done": "Genomförd"}
FILE = "report.toml"


@dataclass(frozen=True)
class Measure:
    """Something an authority has done: who, for which need group, what, and how far."""

    actor: str
    group: str
    what: str
    status: str


@dataclass(frozen=True)
class Settings:
    """What ``report.toml`` says; ``{year}`` and ``{next_year}`` are filled in."""

    front: FrontMatter
    measures: tuple[Measure, ...] = ()


class BrokenSettings(SamsynError):
    """A ``report.toml`` that cannot be read or names what does not exist."""


def read_settings(shipped: Path, folder: Path | None, year: str) -> Settings:
    """The settings of the shipped folder, overridden key by key by ``folder``'s file if any."""
    paths = [shipped / FILE]
    if folder and (folder / FILE).is_file():
        paths.append(folder / FILE)
    known = _content(paths[0])
    content: dict[str, Any] = {}
    for path in paths:
        for key, value in _content(path).items():
            if key not in known:
                near = did_you_mean(nearest(key, known))
                raise BrokenSettings(f"{path}: there is no setting {key!r}.{near}")
            content[key] = _with_year(value, year)
    try:
        return Settings(_front(content), tuple(_measure(**each) for each in content["measures"]))
    except (TypeError, UnknownName) as error:
        raise BrokenSettings(f"{paths[-1]}: {error}") from error
    except KeyError as error:
        raise BrokenSettings(f"{paths[-1]}: a table lacks the key {error}.") from error


def _content(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenSettings(f"{path} cannot be read as TOML: {error}") from error


def _with_year(value: Any, year: str) -> Any:
    if isinstance(value, str):
        after = str(int(year[-4:]) + 1) if year[-4:].isdigit() else ""
        return value.replace("{year}", year).replace("{next_year}", after)
    if isinstance(value, list):
        return [_with_year(each, year) for each in value]
    if isinstance(value, Mapping):
        return {key: _with_year(each, year) for key, each in value.items()}
    return value


def _front(content: Mapping[str, Any]) -> FrontMatter:
    return FrontMatter(
        title=content["title"],
        subtitle=content["subtitle"],
        assignment=content["assignment"],
        references=tuple((each["of"], each["number"]) for each in content["references"]),
        due=content["due"],
        signatures=tuple(Signature(**each) for each in content["signatures"]),
        answers=tuple(Answer(**each) for each in content["answers"]),
    )


def _measure(**content: str) -> Measure:
    """A measure with the labels of its codes; free text is taken where no code is meant."""
    names = [field.name for field in fields(Measure)]
    missing = [name for name in names if name not in content]
    if missing or len(content) > len(names):
        raise TypeError(f"a measure has the keys {', '.join(names)}; this has {sorted(content)}")
    if content["status"] not in STATUSES:
        raise UnknownName(content["status"], "status of a measure", known=STATUSES)
    parties, groups = code_list("party"), code_list("target_group")
    return Measure(
        actor=_label(content["actor"], parties),
        group=_label(content["group"], groups),
        what=content["what"],
        status=STATUSES[content["status"]],
    )


def _label(code: str, codes: Any) -> str:
    return str(codes.label(code)) if code in codes.codes else code
