"""Documents are opened and read: their structure, their typefaces, their words, their pages."""

import io
import json
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pikepdf
import pypdf
import pytest
import typst

from data_pipeline import queries
from data_pipeline.drawings import fonts
from data_pipeline.drawings.settable import HELD, all_settable, settable
from data_pipeline.publishing.papers import agreement_card, documents, figures_card, typesetting
from tests.worlds import figures as w

SITE = "https://report.example.org"
PORTSMOUTH = documents.Asked("figures", "E06000044", "2010/11")
EXAMPLE = documents.Asked("agreement", "X10000001")
LETTERS = b"""#set document(title: "letters")
#set text(font: ("Public Sans", "DejaVu Sans Mono", "Libertinus Serif"), fallback: false)
#for text in json("data.json") [#text ]"""
HOSTILE = [
    '#panic("run")', "*not bold* _not slanted_", "$x^2$ `raw` <label> @label", '"quoted" \\ #{1+1}', "]#pagebreak()[",
    "=cmd|'/c calc'!A1", "// no comment /* none */", "<script>alert(1)</script>",
]  # fmt: skip


def made(con, asked: documents.Asked) -> bytes:
    return documents.pdf(con, asked, SITE)


def text_of(file: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages).split())


def pages_of(file: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(file)).pages)


def contents(con, asked: documents.Asked) -> dict:
    """The same document before it is set."""
    if asked.what == "agreement":
        return agreement_card.content(
            agreement_card.made_of(con, queries.agreement(con, asked.code, asked.as_of), asked.as_of), asked.as_of
        )
    area = queries.area(con, asked.code)
    return figures_card.content(figures_card.made_of(con, area, asked.year, asked.as_of), asked.as_of)


class Element(NamedTuple):
    """An element of a document's structure, in plain texts: pikepdf's own objects name their parents without end."""

    path: tuple[int, ...]
    role: str
    scope: str | None
    alt: str | None

    @property
    def within(self) -> tuple[int, ...]:
        return self.path[:-1]


def elements(file: bytes) -> list[Element]:
    """The elements of a document's structure, in the order in which it is read."""
    found = []

    def walk(of: pikepdf.Object, path: tuple[int, ...]) -> None:
        for number, kid in enumerate(typesetting.elements(of)):
            attributes = kid.get("/A", [])
            attributes = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
            scopes = [str(one.Scope)[1:] for one in attributes if "/Scope" in one]
            alt = str(kid.Alt) if "/Alt" in kid else None
            found.append(Element((*path, number), str(kid.S)[1:], next(iter(scopes), None), alt))
            walk(kid, (*path, number))

    with pikepdf.open(io.BytesIO(file)) as opened:
        walk(opened.Root.StructTreeRoot, ())
    return found


@pytest.fixture(scope="module", params=[PORTSMOUTH, EXAMPLE], ids=lambda asked: asked.code)
def document(request, real) -> tuple[documents.Asked, bytes]:
    return request.param, made(real.con, request.param)


def test_a_document_says_what_it_is_in_which_language_and_is_tagged(document):
    asked, file = document
    with pikepdf.open(io.BytesIO(file)) as opened:
        assert opened.Root.Lang == "en-GB"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as told:
            assert told["dc:title"].startswith("Portsmouth" if asked == PORTSMOUTH else "Worked example: not real")
            assert told["pdfuaid:part"] == "1"


def test_headings_come_in_order_and_are_in_the_outline(document):
    levels = [one.role for one in elements(document[1]) if one.role in ("H1", "H2", "H3", "H4")]
    with pikepdf.open(io.BytesIO(document[1])) as opened, opened.open_outline() as outline:
        marks = [len(one.children) for one in outline.root]
    assert levels[0] == "H1" and set(levels[1:]) == {"H2"}
    assert marks == [len(levels) - 1]


def test_a_table_has_headings_of_columns_and_of_every_row_and_no_picture_is_without_words(document):
    found = elements(document[1])
    tables = [one for one in found if one.role == "Table"]
    assert len(tables) == (3 if document[0] == PORTSMOUTH else 1)
    for table in tables:
        first, *rows = [one for one in found if one.role == "TR" and one.within[: len(table.within) + 1] == table.path]
        heads = [one for one in found if one.within == first.path]
        assert {(one.role, one.scope) for one in heads} == {("TH", "Column")}
        assert rows
        for row in rows:
            head, *cells = [one for one in found if one.within == row.path]
            assert (head.role, head.scope) == ("TH", "Row")
            assert [cell.role for cell in cells] == ["TD"] * (len(heads) - 1)
    assert [one.alt for one in found if one.role == "Figure" and not one.alt] == []


def rounded(value: float, places: int) -> str:
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def test_every_measure_that_has_more_than_one_figure_has_its_small_chart_with_its_ends_in_words(real):
    rows = real.con.execute(
        """
        select arg_min(value, reporting_year), min(reporting_year), arg_max(value, reporting_year), max(reporting_year),
            any_value(decimals)
        from marts.figures join marts.series using (series_id)
        where area_code = 'E06000044' and stands_for_year and value is not null
        group by series_id having count(*) > 1 and bool_or(reporting_year = '2010/11')
        """
    ).fetchall()
    file = made(real.con, PORTSMOUTH)
    drawn = [one.alt for one in elements(file) if one.role == "Figure"]
    told = [re.fullmatch(r"From £?([-\d.,]+).* in (\S+) to £?([-\d.,]+).* in (\S+)", alt).groups() for alt in drawn]
    assert len(rows) > 15
    assert sorted(told) == sorted(
        (rounded(a, places), first, rounded(b, places), last) for a, first, b, last, places in rows
    )
    assert text_of(file).count("08–11") >= 2
    assert "the years of the agreements, 2008 to 2011, are shaded" in text_of(file)


def test_every_typeface_is_in_the_file(document):
    with pikepdf.open(io.BytesIO(document[1])) as opened:
        dictionaries = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        described = [one for one in dictionaries if one.get("/Type") == "/FontDescriptor"]
        faces = {str(one.FontName): "/FontFile2" in one or "/FontFile3" in one for one in described}
    assert any("PublicSans" in name for name in faces)
    assert all(faces.values())


def test_a_document_is_one_page_and_says_what_the_page_says(document, real):
    asked, file = document
    said, text = contents(real.con, asked), text_of(file)
    assert pages_of(file) == 1
    wanted = [said["name"], said["what"], said["lead"], *(mark["text"] for mark in said["marks"])]
    wanted += [item["told"] for part in said["versions"][0]["parts"] if part["kind"] == "boxes"
               for box in part["boxes"] for item in box["items"]]  # fmt: skip
    assert [one for one in wanted if one not in text] == []
    assert f"report.example.org{documents.page_of(asked)}" in text


def test_a_worked_example_is_marked_as_one_in_words_on_the_page(real):
    text = text_of(made(real.con, EXAMPLE))
    assert "Worked example: not real figures. Exampleshire does not exist." in text
    assert "60 promises: 16 kept, 29 not kept, 14 cannot be said, 1 removed on the way." in text
    assert "What is being done" in text and "How you can help" in text
    assert "Port Pretend, where 134,900 people live, has gone backwards" in text


def test_what_came_later_is_not_on_the_card_of_a_day(real):
    text = text_of(made(real.con, documents.Asked("agreement", "X10000001", None, "2010-07-29")))
    assert "As it was known on 29 July 2010: what was published later is left out." in text
    assert "16 kept" not in text
    assert "on track" in text
    assert "Day of the data: 29 July 2010." in text


def test_the_same_bytes_are_made_twice_and_bear_the_day_of_the_data(document, real):
    asked, file = document
    assert made(real.con, asked) == file
    day = "20110831" if asked == PORTSMOUTH else "20120120"
    assert pypdf.PdfReader(io.BytesIO(file)).metadata["/CreationDate"].startswith(f"D:{day}")


def test_the_worst_places_have_one_page_too(real):
    """The longest names, the most measures, the most districts, the most promises, and years with nothing to say."""
    worst = real.con.execute(
        """
        (select area_code, '2010/11' from marts.areas where has_card and not is_example order by len(name) desc limit 2)
        union all (select area_code, reporting_year from marts.card_counts where laa_theme is null
            order by with_figure desc, measures desc, area_code limit 2)
        union all (select county_code, '2011/12' from marts.areas where is_district and county_code is not null
            group by 1 order by count(*) desc, 1 limit 1)
        union all (select area_code, reporting_year from marts.card_counts where laa_theme is null
            order by with_figure, reporting_year desc, area_code limit 1)
        """
    ).fetchall()
    asked = [documents.Asked("figures", code, year) for code, year in worst]
    asked += [documents.Asked("agreement", row["area_code"]) for row in queries.agreements(real.con)
              if row["area_code"] in ("E08000018", "E10000006", "E10000023", "E06000002")]  # fmt: skip
    assert len(asked) == 10
    assert {one.code: pages_of(made(real.con, one)) for one in asked} == {one.code: 1 for one in asked}


def test_a_place_of_the_fixture_world_has_one_page(world):
    asked = documents.Asked("figures", w.CASTERBRIDGE, "2010/11")
    assert pages_of(made(world.con, asked)) == 1


@pytest.mark.parametrize("times", [6])
def test_however_much_is_to_be_said_there_is_one_page(real, times):
    said = contents(real.con, EXAMPLE)
    for version in said["versions"]:
        parts = version["parts"]
        version["parts"] = [{**part, "rows": part["rows"] * times} if "rows" in part else part for part in parts]
    assert pages_of(typesetting.pdf(addressed(said), documents.NEVER)) == 1


def addressed(said: dict) -> dict:
    return {**said, "author": "x", "address": "https://x.example", "address-shown": "x.example", "address-label": "x:"}


def in_place_of_texts(content, text: str):
    """A content with a text in place of each that is shown."""
    if isinstance(content, dict):
        kept = ("kind", "tone", "symbol", "address", "author", "svg")
        return {name: one if name in kept else in_place_of_texts(one, text) for name, one in content.items()}
    if isinstance(content, list):
        return [in_place_of_texts(one, text) for one in content]
    return text if isinstance(content, str) else content


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_text_whatever_it_says(real, text):
    said = contents(real.con, documents.Asked("agreement", "E10000023"))
    file = typesetting.pdf(in_place_of_texts(addressed(said), text), date(2011, 3, 31))
    assert "".join(text.split()) in "".join(text_of(file).split())
    assert pages_of(file) == 1


def test_what_nobody_sees_is_a_blank_and_a_letter_that_no_typeface_holds_is_named():
    assert settable("a\x0bb\nc\x00d­e") == "a b c d e"
    assert settable("Ynys Môn – “£5” ✓ ⚠ ▼ ★ ‑") == "Ynys Môn – “£5” ✓ ⚠ ▼ ★ ‑"
    assert settable("o\u0302") == "ô"
    assert settable("中 😀 \u0301") == "[U+4E2D] [U+1F600] [U+0301]"
    assert all_settable({"a": ["\x07", 1, None, True]}) == {"a": [" ", 1, None, True]}


def set_in_type(texts: list[str]) -> bytes:
    data = json.dumps(texts).encode()
    return typst.compile({"main.typ": LETTERS, "data.json": data}, font_paths=fonts.faces(), pdf_standards="ua-1")


def test_every_letter_that_is_let_through_can_be_set():
    set_in_type([chr(code) for first, last in HELD for code in range(first, last + 1)])
    with pytest.raises(typst.TypstError):
        set_in_type(["中"])


def test_every_letter_of_the_warehouse_can_be_set_as_it_is(real):
    found = set()
    columns = real.con.execute(
        "select table_schema, table_name, column_name from information_schema.columns "
        "where data_type = 'VARCHAR' and column_name <> 'geojson'"
    ).fetchall()
    for schema, table, column in columns:
        query = (
            f"""select distinct "{column}" from {schema}."{table}" where not regexp_full_match("{column}", '[ -~]*')"""
        )
        found.update(letter for (text,) in real.con.execute(query).fetchall() for letter in text)
    assert {"–", "£", "✓", "ô"} <= found
    assert {letter for letter in found - set("\n") if settable(letter) != letter} == set()
