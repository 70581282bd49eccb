"""Markup by templates and long texts: every value is escaped, a name that is missing is an error."""

import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.utils import htmlsafe_json_dumps
from markdown_it import MarkdownIt
from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import meanings, notes
from pages.components.surfaces import on_page
from pages.serving import links

PAGES = Path(__file__).parents[2]
BREAK = re.compile(r"(\A|</\w+>|>)?[ \t]*\n\s*(?=(</|<|\Z)|)")


class JoinedLines(Extension):
    """Templates are broken into lines for who reads them; a page gets no white space for that.

    A line break is a space in the midst of a sentence: between words, before a tag that opens, after one that has
    closed. Between two tags, inside the ends of an element, and beside a block or a value it is nothing; a space
    that is meant there is written {{ ' ' }}. So `trim_blocks` and `lstrip_blocks` are left with nothing to do.
    """

    def filter_stream(self, stream: Iterable[Token]) -> Iterable[Token]:
        for token in stream:
            is_text = token.type == "data"
            yield Token(token.lineno, "data", BREAK.sub(_joined, token.value)) if is_text else token


def _joined(found: re.Match) -> str:
    before, after = found[1], found[2]
    is_space = (before is None or before.startswith("</")) and after in (None, "<") and not (before and after)
    return f"{before or ''}{' ' if is_space else ''}"


class Texts(FileSystemLoader):
    """Long texts in Markdown. They become markup before any value is put in: a value cannot be Markdown."""

    markdown = MarkdownIt("zero").enable(["heading", "emphasis"])

    def get_source(self, environment: Environment, name: str) -> tuple:
        source, path, is_current = super().get_source(environment, name)
        return self.markdown.render(source), path, is_current


environment = Environment(
    loader=ChoiceLoader([FileSystemLoader(PAGES / "templates"), Texts(PAGES / "texts")]),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=[JoinedLines],
    auto_reload=False,
    cache_size=-1,
)
environment.globals |= {
    "page": links.page,
    "asset": links.asset,
    "paper": notes.paper,
    "words": words,
    "rules": meanings.rules,
    "verdicts": meanings.verdicts,
}

environment.filters["unbroken"] = notes.unbroken


def load() -> None:
    """Compile every template now, and not before the first visitor's eyes."""
    for name in environment.list_templates():
        environment.get_template(name)


def markup(name: str, /, **values: object) -> Markup:
    """The template of this name ('cards/theme') with its values; those that are markup already stay so."""
    return _rendered(f"{name}.html", values)


def text(name: str, /, **values: object) -> Markup:
    """The text of this name ('methods') with its values."""
    return _rendered(f"{name}.md", values)


def data(values: object) -> Markup:
    """What a script of ours reads, as JSON for an attribute in single quotes: no tag, entity or quote is left in it."""
    return htmlsafe_json_dumps(values, separators=(",", ":"))


def show(name: str, /, **values: object) -> None:
    """A template on the page."""
    on_page().html(markup(name, **values))


def _rendered(name: str, values: dict) -> Markup:
    return Markup(environment.get_template(name).render(values))
