"""An abbreviation is explained where it first stands on a page, without a script."""

import re
from html.parser import HTMLParser

import pytest

from pages.components.surfaces.explaining import Explaining
from pages.serving import database
from pages.serving.answers import first
from tests.pages.views import VIEWS

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "wbr"}
CLOSED = {"button", "summary", "label", "h1", "option", "nav", "noscript", "script", "title"}


class Read(HTMLParser):
    """What is to be read on a page in its order: its texts with the elements around them, and its buttons."""

    def __init__(self, page: str):
        super().__init__()
        self.within: list[str] = []
        self.texts: list[tuple[str, set[str]]] = []
        self.buttons: dict[str, tuple[int, str]] = {}  # What is opened: at which text, and its name for who hears it.
        self.opened: dict[str, str] = {}
        self.opening = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in VOID:
            self.within.append(tag)
        if "popovertarget" in given:
            assert given["popovertarget"] not in self.buttons
            self.buttons[given["popovertarget"]] = (len(self.texts), given.get("aria-label", ""))
        if "popover" in given:
            assert given["id"] not in self.opened
            self.opening = given["id"]
            self.opened[self.opening] = ""

    def handle_endtag(self, tag):
        if tag in self.within:
            while self.within.pop() != tag:
                pass
        if tag == "span":
            self.opening = ""

    def handle_data(self, data):
        if self.opening:
            self.opened[self.opening] += data
        else:
            self.texts.append((data, set(self.within)))


@pytest.fixture(scope="module")
def terms(served_in_process) -> dict[str, str]:
    with database.cursor() as cursor:
        found = cursor.execute("select term, expansion from marts.glossary where expansion is not null").fetchall()
    assert len(found) > 80
    return dict(found)


@pytest.mark.parametrize(("page", "query"), VIEWS, ids=[f"{page} {query}" for page, query in VIEWS])
def test_r1_no_abbreviation_of_the_glossary_is_unexplained_where_it_first_stands(page, query, terms):
    markup = first.written(page, query, "")
    read = Read(markup[markup.index("<main") : markup.index("</main>")])
    if query.get("section") == "glossary":
        assert read.buttons == {}
        return
    stands: dict[str, int] = {}
    for number, (text, within) in enumerate(read.texts):
        for word in re.findall(r"(?<![\w-])\w+", text):
            term = word if word in terms else word.removesuffix("s")
            if term in terms and not within & (CLOSED - {"button"}):
                stands.setdefault(term, number)
    assert {f"means-{term}" for term in stands} == set(read.buttons) == set(read.opened)
    for term, number in stands.items():
        text, within = read.texts[number]
        button, name = read.buttons[f"means-{term}"]
        if "a" in within:  # A link stays a link; the next thing to press says what the word means.
            between = [said for said, around in read.texts[number + 1 : button] if "a" not in around]
            assert name == f"What {term} means" and {said.strip() for said in between} <= {"", "?"}
        else:
            assert button == number and text == term
        assert read.opened[f"means-{term}"].startswith(f"{term}: {terms[term]}. ")


@pytest.mark.usefixtures("served_in_process")
def test_a_word_is_explained_once_and_not_within_another_or_what_is_pressed():
    page = Explaining()
    said = page.explained('<h1>GCSE</h1><summary>GCSE</summary><p title="GCSE">GCSEX X-GCSE <i>GCSEs</i>, GCSE</p>')
    assert said.count("<button") == 1
    assert '<i><button class="abbr" popovertarget="means-GCSE">GCSE</button>s</i>, GCSE' in said
    assert "<button" not in page.explained("<p>GCSE</p>")
    assert page.explained('<p><a href="/x">An LSP, an LSP</a>.</p>').startswith(
        '<p><a href="/x">An LSP, an LSP</a> <button class="abbr" popovertarget="means-LSP" aria-label="What LSP means">'
    )
