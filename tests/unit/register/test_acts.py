"""Every kind of act that is logged has its words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import samsyn
from samsyn.register.acts import ACTS

LOGS = {"Event", "_event", "_log"}


def logged(tree: ast.AST) -> Iterator[str]:
    """The acts that stand in the calls which log: the first text, or ``action``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [each for each in node.args if isinstance(each, ast.Constant)][:1]
        named = [each.value for each in node.keywords if each.arg == "action"]
        for text in (*(texts if name in LOGS else ()), *named):
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def test_every_act_has_its_words() -> None:
    """A new act without words would stand in the log as code, and could not be searched for."""
    source = Path(samsyn.__file__).parent
    found = {
        act
        for folder in ("register", "web")
        for path in (source / folder).rglob("*.py")
        for act in logged(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(found) > 40
    assert sorted(found - set(ACTS)) == []
