"""People's own sections: one Markdown file a section, figures by reference.

The shipped folder holds a default text for each section (``[Här skriver myndigheten …]``); a
file of the same name in the user's folder takes its place. Allowed are headings, paragraphs,
lists, quotations, emphasis and links; HTML, pictures and code are refused with file and line.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from samsyn.disclosure import Released
from samsyn.errors import SamsynError, did_you_mean, nearest
from samsyn.reports.document import (
    Block,
    Emphasis,
    Heading,
    Inline,
    ItemList,
    Link,
    Note,
    Paragraph,
)
from samsyn.reports.figure import Figure, Form
from samsyn.reports.references import BrokenText, Reference, parse_reference
from samsyn.reports.settings import FILE

Find = Callable[..., Released]

_SCHEMES = ("https://", "http://", "mailto:", "#")


class UnknownText(SamsynError):
    """A file in the user's folder that is no section of the report."""


def read_texts(shipped: Path, folder: Path | None) -> "Texts":
    """The report's own sections, the user's files in place of the shipped ones."""
    files = {path.stem: path for path in sorted(shipped.glob("*.md"))}
    if folder:
        if not folder.is_dir():
            raise UnknownText(f"{folder} is not a folder. Give the folder of your own texts.")
        for path in sorted(folder.iterdir()):
            _check_known(path, files)
            if path.suffix == ".md":
                files[path.stem] = path
    return Texts({key: _read(path) for key, path in files.items()})


def _check_known(path: Path, files: dict[str, Path]) -> None:
    names = [FILE, *(f"{key}.md" for key in files)]
    if path.name not in names and not path.name.startswith("."):
        near = did_you_mean(nearest(path.name, names)) or f" Known: {', '.join(names)}."
        raise UnknownText(f"{path} is no section of this report.{near}")


@dataclass(frozen=True)
class Text:
    """One section's Markdown, parsed."""

    file: str
    tree: SyntaxTreeNode

    def references(self) -> Iterator[Reference]:
        """Every figure the text asks for, in order."""
        for node in self.tree.walk():
            if node.type == "inline":
                yield from (_reference(leaf, self.file) for leaf in _marks(node))

    def blocks(self, find: Find) -> tuple[Block, ...]:
        """The text as blocks, each reference a figure found by ``find``."""
        writer = _Writer(self.file, find)
        blocks = (block for node in self.tree.children for block in writer.block(node))
        return tuple(without_gaps(blocks))


@dataclass(frozen=True)
class Texts:
    """All own sections of a report, by their key."""

    texts: dict[str, Text]

    def blocks(self, key: str, find: Find) -> tuple[Block, ...]:
        """The blocks of the section ``key``."""
        return self.texts[key].blocks(find)

    def references(self) -> tuple[Reference, ...]:
        """Every figure asked for in any section."""
        return tuple(ref for text in self.texts.values() for ref in text.references())


def _read(path: Path) -> Text:
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenText(path.name, 1, "the file is not UTF-8. Save it as UTF-8.") from error
    text = Text(path.name, SyntaxTreeNode(_parser().parse(source)))
    tuple(text.references())
    for node in text.tree.walk():
        _check_allowed(node, path.name)
    return text


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.inline.ruler.before("text", "figure", _figure_rule)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # ours says what is wrong
    return parser


def _figure_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule of the parser: ``{{…}}`` on one line becomes a ``figure`` token."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("figure", "", 0)
        token.content = state.src[state.pos + 2 : end]
        token.meta = {"line": state.src.count("\n", 0, state.pos)}
    state.pos = end + 2
    return True


def _marks(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    return (leaf for leaf in node.walk() if leaf.type == "figure")


def _line(node: SyntaxTreeNode) -> int:
    """The line of the file on which a node begins, 1 the first."""
    above: SyntaxTreeNode | None = node
    while above is not None and (above.is_root or not above.map):
        above = above.parent
    return above.map[0] + 1 if above and above.map else 1


def _reference(leaf: SyntaxTreeNode, file: str) -> Reference:
    return parse_reference(leaf.content, file, _line(leaf) + int(leaf.meta["line"]))


_ALLOWED = {
    *("root", "inline", "text", "softbreak", "hardbreak", "em", "strong", "link", "figure"),
    *("heading", "paragraph", "bullet_list", "ordered_list", "list_item", "blockquote"),
}
_NAMES = {"html_block": "HTML", "html_inline": "HTML", "image": "a picture"}


def _check_allowed(node: SyntaxTreeNode, file: str) -> None:
    if node.type not in _ALLOWED:
        name = _NAMES.get(node.type, node.type.replace("_", " "))
        what = (
            f"{name} is not allowed here. Write headings, paragraphs, lists, quotations,"
            " emphasis and links."
        )
        raise BrokenText(file, _line(node), what)
    if node.type == "link" and not str(node.attrs["href"]).startswith(_SCHEMES):
        raise BrokenText(file, _line(node), "a link begins with https://, mailto: or #.")
    if node.type == "text" and "{{" in node.content:
        raise BrokenText(file, _line(node), "a reference that begins with {{ never ends.")


@dataclass(frozen=True)
class _Writer:
    """Turns a parsed tree into blocks and inline parts."""

    file: str
    find: Find

    def block(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        if node.type == "heading":
            return (Heading(_plain(node), int(node.tag[1])),)
        if node.type == "paragraph":
            return (Paragraph(self.parts(node), own=True),)
        if node.type == "blockquote":
            return (Note(self.parts(node), "quotation", own=True),)
        items = tuple(self.parts(item) for item in node.children)
        return (ItemList(items, ordered=node.type == "ordered_list", own=True),)

    def parts(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """The inline parts below a node; paragraphs within it are set apart by a space."""
        out: list[Inline] = []
        for child in node.children:
            if out and child.type in ("paragraph", "bullet_list", "ordered_list", "list_item"):
                out.append(" ")
            out.extend(self.inline(child))
        return tuple(out)

    def inline(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        if node.type == "text":
            return (node.content,)
        if node.type in ("softbreak", "hardbreak"):
            return (" ",)
        if node.type == "figure":
            return (self.figure(_reference(node, self.file)),)
        if node.type in ("em", "strong"):
            return (Emphasis(self.parts(node), strong=node.type == "strong"),)
        if node.type == "link":
            return (Link(self.parts(node), str(node.attrs["href"])),)
        return self.parts(node)

    def figure(self, reference: Reference) -> Figure:
        key = dict(reference.key)
        form: Form = key.pop("form", "plain")  # type: ignore[assignment]
        try:
            return Figure(self.find(reference.indicator, **key), form)
        except SamsynError as error:
            raise BrokenText(reference.file, reference.line, str(error)) from error


def without_gaps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each heading at most one level below the one before it.

    A text that begins with ``##`` would leave a gap, which PDF/UA and readers of it refuse.
    """
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            above = min(block.level, above + 1)
            block = replace(block, level=above)
        yield block


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(leaf.content for leaf in node.walk() if leaf.type == "text")
