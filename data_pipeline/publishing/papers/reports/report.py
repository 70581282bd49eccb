"""What a report says, whatever it is written to: headings, paragraphs, tables, pictures, and what each rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data_pipeline import letters

SOURCES = "Sources"
LARGE = 12  # Points.
SOURCE_WIDTH = 0.13  # Of a table, beside all other columns together: the last one, of numbers of sources.


@dataclass(frozen=True)
class Said:
    """A sentence, or some that rest on the same. `sources`: their numbers in the list at the end, from 1."""

    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Sentences that stand together, with a few words in bold before them or none."""

    said: tuple[Said, ...]
    label: str | None = None


@dataclass(frozen=True)
class Heading:
    """A heading below the title, which is of level 1. `is_on_new_page`: it begins a page, where there are any."""

    text: str
    level: int = 2
    is_on_new_page: bool = False


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs of one form: 'plain', 'numbered' (on through the whole report) or 'points'."""

    items: tuple[Paragraph, ...]
    form: str = "plain"


@dataclass(frozen=True)
class Row:
    """A row of a table, whose first cell is its heading, and what it rests on."""

    cells: tuple[str, ...]
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table; `widths`: shares of the page, one for each heading.

    What its rows rest on stands in a last column, which a table of no figures does without.
    """

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]

    @property
    def has_sources(self) -> bool:
        return any(row.sources for row in self.rows)

    def laid_out(self) -> tuple[list[str], list[float]]:
        """The headings of all columns, and their shares."""
        last, share = (["Source"], [SOURCE_WIDTH * sum(self.widths)]) if self.has_sources else ([], [])
        return [*self.heads, *last], [*self.widths, *share]


@dataclass(frozen=True)
class Picture:
    """An SVG document of ours, and what it shows in words."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Pictures:
    """Pictures side by side, each as wide as the others."""

    shown: tuple[Picture, ...]


Part = Heading | Paragraphs | Table | Pictures


@dataclass(frozen=True)
class Source:
    """Where a figure comes from; `address`: a page on the web, or None."""

    title: str
    address: str | None = None

    @property
    def leads_to(self) -> str | None:
        """The address, where it is one of the web: of any other no link is made."""
        return self.address if self.address and letters.is_address(self.address) else None


@dataclass(frozen=True)
class Report:
    """A whole report.

    `kicker`: a line under the title; `marks`: what must be read before anything else; `day`: of the data, which is the
    day of the file; `address`: of the page that says the same, after `address_label`; `cover`: what whoever puts it
    before a committee fills in, as labels of empty lines, in Word only; `contents`: what stands above the list of its
    headings, which a short one does without; `size`: of the type in points, where it need not be one page.
    """

    title: str
    kicker: str
    marks: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    day: date
    address: str
    address_label: str
    is_one_page: bool = False
    cover: tuple[str, ...] = ()
    contents: str | None = None
    size: float = 11

    @property
    def smaller(self) -> float:
        """How large what is cited stands beside the text: in large type nothing is smaller, for those who need it."""
        return 0.9 if self.size < LARGE else 1

    def headings(self) -> list[Heading]:
        """What the contents list: every heading, and the sources at the end."""
        found = [part for part in self.parts if isinstance(part, Heading) and part.level < 4]
        return [*found, *([Heading(SOURCES)] if self.sources else [])]

    def starts(self) -> Iterator[tuple[Part, int]]:
        """Each part with the number of its first numbered paragraph, which goes on from the part before."""
        number = 1
        for part in self.parts:
            yield part, number
            number += len(part.items) if isinstance(part, Paragraphs) and part.form == "numbered" else 0


class Sources:
    """The list of sources while a report is put together: each is listed once, in the order in which it is cited.

    What stands at one address is one source, however it is called.
    """

    def __init__(self) -> None:
        self._listed: dict[str, tuple[int, Source]] = {}

    def cite(self, title: str, address: str | None = None) -> int:
        """The number of a source."""
        number, _ = self._listed.setdefault(address or title, (len(self._listed) + 1, Source(title, address)))
        return number

    def listed(self) -> tuple[Source, ...]:
        return tuple(source for _, source in self._listed.values())


def clean(text: str) -> str:
    """The text without what nobody sees, of which some would be no document."""
    return letters.UNSEEN_HERE.sub(" ", text)


def plain(*texts: str) -> Paragraphs:
    """One paragraph of texts that rest on nothing but the report."""
    return Paragraphs((Paragraph(tuple(map(Said, texts))),))


def points(*texts: Said | str | None) -> Paragraphs:
    """A list of short texts, those that are None left out."""
    said = [Said(text) if isinstance(text, str) else text for text in texts if text]
    return Paragraphs(tuple(Paragraph((one,)) for one in said), "points")
