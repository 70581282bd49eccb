"""A page as HTML, for the first answer of the server: to read at once, and all there is without JavaScript."""

from collections.abc import Callable

from markupsafe import Markup, escape

from pages.components.surfaces.explaining import Explaining
from pages.serving import links

LONGEST_LIST = 150  # Options that travel with a page; a place out of more is typed.


class Slot:
    """A place on the page: `with slot:` puts into it what the page says meanwhile."""

    def __init__(self, page: "Written", opening: str, closing: str):
        self.page, self.opening, self.closing = page, Markup(opening), Markup(closing)
        self.parts: list[Slot | Markup] = []
        self.outside: list[Slot] = []

    def __enter__(self) -> "Slot":
        self.outside.append(self.page.inside)
        self.page.inside = self
        return self

    def __exit__(self, *error) -> None:
        self.page.inside = self.outside.pop()

    def __html__(self) -> str:
        inside = Markup("").join(escape(part) for part in self.parts)
        return self.opening + inside + self.closing if inside else ""


class Written:
    """Collects a page: `whole` is its markup, `named` what it is called, `described` what it says in short.

    `explaining`: explains the abbreviations of a whole page; None for a part of one.
    """

    is_live = False

    def __init__(self, explaining: Explaining | None = None) -> None:
        self.explaining = explaining
        self.named, self.described, self.is_indexed = "", "", True
        self.whole = self.inside = Slot(self, "", "")

    def title(self, text: str) -> None:
        self.named = text

    def describe(self, text: str) -> None:
        self.described = text

    def keep_from_search(self) -> None:
        self.is_indexed = False

    def explain_nothing(self) -> None:
        self.explaining = None

    def html(self, markup: str) -> None:
        if markup:
            if self.explaining:
                markup = self.explaining.explained(markup)
            self.inside.parts.append(Markup('<div class="stHtml">{}</div>').format(Markup(markup)))

    def slot(self, width: int | None = None) -> Slot:
        return self._slot("slot", width)

    def row(self) -> Slot:
        return self._slot("pickers")

    def halves(self) -> tuple[Slot, Slot]:
        with self._slot("halves"):
            return self._slot("slot"), self._slot("slot")

    def _slot(self, kind: str, width: int | None = None) -> Slot:
        slot = Slot(self, f'<div class="{kind}"{_wide(width)}>', "</div>")
        self.inside.parts.append(slot)
        return slot

    def select(
        self,
        label: str,
        name: str,
        options: dict[str, str],
        chosen: str | None,
        typed: Callable | None = None,
        width: int | None = None,
        placeholder: str | None = None,
    ) -> str | None:
        """A form of one choice; the others of the address go along."""
        others = Markup("").join(
            Markup('<input type="hidden" name="{}" value="{}">').format(other, value)
            for other, value in links.chosen().items()
            if other != name
        )
        if typed and len(options) > LONGEST_LIST:
            field = Markup('<input name="{}" value="{}" placeholder="{}" autocomplete="off">').format(
                name, options.get(chosen, ""), placeholder or ""
            )
        else:
            field = Markup('<select name="{}">{}</select>').format(name, _options(options, chosen))
        self.inside.parts.append(
            Markup(
                '<form class="pick"{}><label><span>{}</span>{}</label>{}'
                "<noscript><button>Show</button></noscript></form>"
            ).format(_wide(width), label, field, others)
        )
        return chosen

    def switch(self, label: str, name: str, options: dict[str, str], chosen: str) -> str:
        """A link for each view."""
        items = Markup("").join(
            Markup('<a href="{}"{}>{}</a>').format(
                links.here(**{name: code}), Markup(' aria-current="true"' if code == chosen else ""), words
            )
            for code, words in options.items()
        )
        self.inside.parts.append(
            Markup('<div class="switch" role="group" aria-label="{0}"><span>{0}</span><p>{1}</p></div>').format(
                label, items
            )
        )
        return chosen


def _wide(width: int | None) -> Markup:
    return Markup(f' style="width:{width}px"' if width else "")


def _options(options: dict[str, str], chosen: str | None) -> Markup:
    first = {} if chosen in options else {"": "Please choose"}
    return Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(code, Markup(" selected" if code == chosen else ""), words)
        for code, words in (first | options).items()
    )
