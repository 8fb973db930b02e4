"""Every act that the log can tell of has its word, in Swedish and in English."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override
from tests.unit.register.conftest import Import

import samsyn
from samsyn.register.acts import ACTS

SOURCE = Path(samsyn.__file__).parent
PARTS = ("register", "web", "cli")


def trees() -> list[ast.Module]:
    paths = sorted(path for part in PARTS for path in (SOURCE / part).rglob("*.py"))
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def literals(node: ast.expr | None) -> Iterator[str]:
    """The texts that an expression can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))


def takers(tree: ast.Module) -> dict[str, int]:
    """The functions that are given an ``action``, and where; ``Event`` is given it first."""
    found = {"Event": 0}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
            if "action" in names:
                found[node.name] = names.index("action")
    return found


def acts_in(tree: ast.Module, shared: dict[str, int]) -> Iterator[str]:
    """What is given as an action anywhere in a module, or is an action by default."""
    known = {**shared, **takers(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in known and known[name] < len(node.args):
                yield from literals(node.args[known[name]])
            yield from (each for keyword in node.keywords if keyword.arg == "action"
                        for each in literals(keyword.value) if name in known)  # fmt: skip
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "action":
            yield from literals(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name in known:
            named = node.args.args[len(node.args.args) - len(node.args.defaults) :]
            pairs = [*zip(named, node.args.defaults, strict=True)]
            pairs += [*zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]
            yield from (each for argument, default in pairs if argument.arg == "action"
                        for each in literals(default))  # fmt: skip


def acts() -> set[str]:
    every = trees()
    shared = {name: at for tree in every for name, at in takers(tree).items() if name[0] != "_"}
    return {act for tree in every for act in acts_in(tree, shared)}


def test_every_act_in_the_source_has_its_word() -> None:
    """Nothing is told of under a name that only the source knows."""
    found = acts()
    assert {"read", "answer_hit", "protect_identity", "enter_money", "study_draw"} <= found
    assert sorted(found - set(ACTS)) == []


def test_every_act_has_its_english(take_in: Import) -> None:
    """And it says something else than the Swedish."""
    from samsyn.register.code_labels import act_label

    with override("sv"):
        swedish = {name: act_label(name) for name in ACTS}
    assert swedish == ACTS
    with override("en"):
        english = {name: act_label(name) for name in ACTS}
    assert [name for name in ACTS if english[name] == swedish[name]] == []
