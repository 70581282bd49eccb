"""Abbreviations explained where they first stand on a page: a button whose meaning opens without a script."""

import re

from markupsafe import Markup

from pages.components.markup import meanings
from pages.serving import database

# It begins with what it looks for: looking back first took a millisecond more of each page.
ABBREVIATION = re.compile(r"[A-Z][a-z]?[A-Z]\w*")
IN_WORD = re.compile(r"[\w-]")
# Within these nothing else may be pressed.
CLOSED = re.compile(r"<(/?)(a|button|summary|label|h1|option|nav|noscript|script|title)\b[^>]*>")
HERE = Markup('<button class="abbr" popovertarget="means-{0}">{0}</button>')
AFTER = Markup(' <button class="abbr" popovertarget="means-{0}" aria-label="What {0} means">?</button>')
MEANING = Markup('<span class="means" id="means-{0}" popover><b>{0}: {1}.</b> {2}</span>')


class Explaining:
    """Of one page that is being made; knows what was explained on it already."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    def explained(self, markup: str) -> Markup:
        """The markup with its new abbreviations as buttons, or a button after the link they stand in.

        What they mean stands at its end, not in the midst of a sentence, which may be copied or read by a machine.
        """
        try:
            known = database.lasting(meanings.glossary)
        except database.NoWarehouse:
            return Markup(markup)
        parts, meant, done = [], [], 0
        context = _Context(markup)
        for found in ABBREVIATION.finditer(markup):
            term = found[0] if found[0] in known else found[0].removesuffix("s")
            start, end = found.start(), found.start() + len(term)
            if term in self.told or term not in known or IN_WORD.match(markup[start - 1 : start]):
                continue
            place = context.place(start)
            if place is None:
                continue
            self.told.add(term)
            is_here = place == start
            parts += [markup[done:place], (HERE if is_here else AFTER).format(term)]
            meant.append(MEANING.format(term, known[term]["expansion"], known[term]["definition"]))
            done = end if is_here else place
        return Markup("").join(map(Markup, (*parts, markup[done:], *meant)))


class _Context:
    """What stands around the places of a markup, asked from its beginning to its end."""

    def __init__(self, markup: str):
        self.markup, self.seen = markup, 0
        self.within: list[str] = []

    def place(self, at: int) -> int | None:
        """Where something to press may stand for the word there: in its place, or after its link; None for nowhere."""
        markup = self.markup
        if markup.rfind("<", 0, at) > markup.rfind(">", 0, at):
            return None  # In a tag.
        for tag in CLOSED.finditer(markup, self.seen, at):
            self.seen = tag.end()
            if not tag[1]:
                self.within.append(tag[2])
            elif tag[2] in self.within:
                self.within.remove(tag[2])
        if not self.within:
            return at
        return markup.index("</a>", at) + 4 if self.within == ["a"] else None
