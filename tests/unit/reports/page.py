"""An HTML page read back for tests: elements in order, with their texts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "br", "link", "img", "input", "hr", "path", "rect", "circle", "line"}


@dataclass
class Element:
    """A tag with its attributes, children and texts in order."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def all(self, *tags: str) -> "list[Element]":
        """Every element below of the tags, in the order of the page."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += ([child] if child.tag in tags or not tags else []) + child.all(*tags)
        return found

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """The text below, but for elements whose tag or class is in ``without``."""
        out = []
        for child in self.children:
            if isinstance(child, str):
                out.append(child)
            elif not {child.tag, *child.attributes.get("class", "").split()} & set(without):
                out.append(child.text(without=without))
        return " ".join(out) if without else "".join(out)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(text: str) -> Element:
    """The page as a tree; fails where a tag is closed that was not the last opened."""
    reader = _Reader()
    reader.feed(text)
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.root
