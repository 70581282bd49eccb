"""Packs that are broken, mangled or two of a kind: every row is kept or set aside, and the others are left alone."""

import re
import shutil
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_pipeline import __main__ as command_line
from data_pipeline.building import warehouse
from data_pipeline.problems import Refused
from data_pipeline.reading import packs
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.pack_faults import AGREEMENT, LAST, T1, T5
from tests.worlds.pack_workbooks import write_workbook

many = settings(max_examples=30, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    with p.remembering():
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return w.write(tmp_path / "data")


@pytest.fixture
def pack(data: Path) -> Path:
    return p.write(data)


def test_a_pack_that_is_not_there_or_has_no_agreement_is_refused(data, tmp_path):
    empty = data / "agreements" / "empty"
    empty.mkdir(parents=True)
    for path in (empty, tmp_path / "nowhere"):
        with pytest.raises(Refused):
            packs.read(path)


def break_off(pack: Path) -> None:
    (pack / "agreement.csv").unlink()


def save_otherwise(pack: Path) -> None:
    path = pack / "agreement.csv"
    path.write_text(path.read_text(), encoding="utf-16")


def lose_the_code(pack: Path) -> None:
    p.amend(pack, "agreement", AGREEMENT, area_code="")


def make_a_book_of_noise(pack: Path) -> None:
    shutil.rmtree(pack)
    pack.with_suffix(".xlsx").write_bytes(b"PK\x03\x04" + b"noise" * 100)


def two_agreements(pack: Path) -> None:
    p.append(pack, "agreement", p.copied(pack, "agreement", {}, area_code=w.COKETOWN))


def define_a_national_indicator(pack: Path) -> None:
    p.append(pack, "indicators", p.copied(pack, "indicators", {}, indicator="NI 901"))


def define_an_indicator_of_ours(pack: Path) -> None:
    p.append(pack, "indicators", p.copied(pack, "indicators", {}, indicator="LI 904"))


def claim_a_real_county(pack: Path) -> None:
    p.amend(pack, "agreement", AGREEMENT, is_example="yes")
    place = {"area_code": w.BARSETSHIRE, "name": "Another", "area_type": "county"}
    w.write_rows(pack / "areas.csv", tuple(place), [place])


def claim_a_real_district(pack: Path) -> None:
    p.amend(pack, "agreement", AGREEMENT, is_example="yes", area_code="X10000001")
    places = [
        {"area_code": "X10000001", "name": "Cranford", "area_type": "county"},
        {"area_code": w.SILVERBRIDGE, "name": "Another", "area_type": "district"},
        {"area_code": w.COKETOWN_2013, "name": "Another", "area_type": "district"},
        {"area_code": w.LOAMLAND, "name": "Another", "area_type": "district"},
        {"area_code": w.WALMINGTON_AND_EASTGATE, "name": "Another", "area_type": "district"},
    ]
    w.write_rows(pack / "areas.csv", tuple(places[0]), places)


def save_a_date_that_is_none(pack: Path) -> None:
    p.amend(pack, "targets", T1, agreed_on="2010-02-30")


# What no reader gets past, and what is told of a row: each a pack beside the others. Who claims places is alone.
BROKEN = [
    [break_off, save_otherwise, lose_the_code, make_a_book_of_noise, two_agreements, define_a_national_indicator,
     define_an_indicator_of_ours, save_a_date_that_is_none],
    [claim_a_real_county],
    [claim_a_real_district],
]  # fmt: skip
ENGLAND = (
    "areas",
    "figures",
    "report_card",
    "spread",
    "area_map",
    "map_classes",
    "coverage",
    "figure_enquiries",
    "sure_changes",
    "in_people",
    "places",
)


@pytest.mark.parametrize("damages", BROKEN, ids=lambda damages: damages[0].__name__)
def test_broken_packs_leave_the_others_and_england_alone(damages, data, world):
    agreement = {**p.SHEETS["agreement"][0], "area_code": w.CASTERBRIDGE}
    target = p.SHEETS["targets"][3] | {"indicator": "NI 902", "policy_area": ""}
    other = data / "agreements" / "casterbridge"
    other.mkdir(parents=True)
    w.write_rows(other / "agreement.csv", packs.columns("agreement"), [agreement])
    w.write_rows(other / "targets.csv", packs.columns("targets"), [target])
    for damage in damages:
        damage(p.write(data, damage.__name__))
    with warehouse.connect(warehouse.build(data).path) as con:
        named = con.execute(
            """
            select distinct split_part(split_part(file, '/', 2), '.', 1) from meta.issues
            where file like 'agreements/%' and severity = 'set aside'
              and rule not in ('agreement_published_twice', 'belongs_to_set_aside')
            """
        ).fetchall()
        assert {name for (name,) in named} == {damage.__name__ for damage in damages}
        assert con.execute("select area_code from marts.agreements where pack = 'casterbridge'").fetchall() == [
            (w.CASTERBRIDGE,)
        ]
        assert con.execute("select target from marts.promises where pack = 'casterbridge'").fetchall() == [("T3",)]
        for table in ENGLAND:
            query = f"from (from marts.{table}) order by all"
            if table in ("areas", "places"):
                query = f"from (from marts.{table}) where area_code not like 'X%' order by all"
            assert con.execute(query).fetchall() == world.con.execute(query).fetchall()
        assert p.unbalanced(con) == []


def test_packs_of_two_areas_are_both_kept(pack, data):
    agreement = {**p.SHEETS["agreement"][0], "area_code": w.CASTERBRIDGE}
    (data / "agreements" / "casterbridge").mkdir()
    w.write_rows(data / "agreements" / "casterbridge" / "agreement.csv", packs.columns("agreement"), [agreement])
    with p.read(data, wanted=("marts.agreements",)) as con:
        kept = con.execute("select distinct area_code from marts.agreements order by 1").fetchall()
    assert kept == [(w.CASTERBRIDGE,), (w.BARSETSHIRE,)]


TYPED = [(sheet, column["name"]) for sheet in p.SHEETS for column in packs.fields(sheet)
         if (column["type"] != "string" or "pattern" in column.get("constraints", {}))]  # fmt: skip
odd_texts = st.one_of(
    st.text("0123456789-+.eE_, ٣５:/T%£yesno", max_size=12),
    st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True),
    st.sampled_from(["nan", "inf", "1e400", "9" * 25, "-0", "+1", "1.", ".5", "0001-01-01", "9999-12-31", "yes", "١"]),
)


CELLS = st.lists(
    st.tuples(st.sampled_from(TYPED), odd_texts), min_size=1, max_size=8, unique_by=lambda cell: cell[0][0]
)


def write_cells(cells: list[tuple[tuple[str, str], str]]) -> Callable[[Path], None]:
    def do(pack: Path) -> None:
        for (sheet, column), text in cells:
            p.amend(pack, sheet, {}, **{column: text})

    return do


# Of each example several packs, since to build costs more than to draw; never two of a sheet, to hide less.
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(CELLS, min_size=3, max_size=6))
def test_a_cell_that_passes_the_schema_can_be_kept_by_the_warehouse(drawn, tmp_path_factory):
    data = w.write(tmp_path_factory.mktemp("cells") / "data")
    p.write_beside(data, [write_cells(cells) for cells in drawn])
    with p.read(data) as con:
        assert p.unbalanced(con) == []


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "noise", "twice", "marks", "truncate", "lines"]),
        st.floats(0, 1),
        st.integers(0, 40),
        st.binary(max_size=12),
        st.sampled_from([b'"', b",", b"\n", b"\r", b"\x00", b"--", b"## "]),
    ),
    min_size=1,
    max_size=3,
)


def mangled(content: bytes) -> st.SearchStrategy[bytes]:
    """The bytes of a file after something happened to it."""
    return EDITS.map(lambda edits: reduce(edited, edits, content))


def edited(content: bytes, edit: tuple[str, float, int, bytes, bytes]) -> bytes:
    how, share, length, noise, marks = edit
    at = int(share * len(content))
    if how == "lines":
        lines = content[at:].split(b"\n")
        return content[:at] + b"\n".join(lines[length:] + lines[:length])
    middle = {
        "cut": b"",
        "noise": noise,
        "twice": content[at : at + length] * 2,
        "marks": marks + content[at : at + length],
    }
    return content[:at] + (b"" if how == "truncate" else middle[how] + content[at + length :])


FILES = sorted([*(f"{sheet}.csv" for sheet in p.SHEETS), *(f"commentary/{stem}.md" for stem in p.COMMENTARY)])


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_every_row_of_a_mangled_pack_is_kept_or_set_aside(drawn, tmp_path_factory):
    data = w.write(tmp_path_factory.mktemp("mangled") / "data")
    pack = p.write(data)
    for file in drawn.draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=6, unique=True)):
        path = pack / file
        path.write_bytes(drawn.draw(mangled(path.read_bytes()), label=file))
    with p.read(data, wanted=p.BALANCE) as con:
        assert p.unbalanced(con) == []


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> bytes:
    sheets = {**p.SHEETS, "commentary": p.COMMENTARY_ROWS}
    return write_workbook(tmp_path_factory.mktemp("book") / "book.xlsx", sheets).read_bytes()


@many
@given(drawn=st.data())
def test_a_mangled_workbook_is_refused_or_read(drawn, book, tmp_path_factory):
    path = tmp_path_factory.mktemp("mangled") / "book.xlsx"
    path.write_bytes(drawn.draw(mangled(book)))
    try:
        assert packs.is_pack(path) in (True, False)
        sheets = packs.read(path)
    except Refused as refused:
        assert all(problem.what_to_do for problem in refused.problems)
    else:
        assert all(sheet.rows_read >= len(sheet.rows) for sheet in sheets)


@pytest.mark.parametrize(("damage", "code"), [(None, 0), ("doubt", 0), ("fault", 1)])
def test_checking_a_pack_ends_with_1_when_anything_would_be_set_aside(damage, code, pack, data, capsys):
    if damage:
        p.amend(pack, "outturns", LAST, sample_size="")
    if damage == "fault":
        p.amend(pack, "targets", T5, indicator="NI 999")
    before = w.contents(data)
    assert command_line.main(["check", str(pack), "--data", str(data)]) == code
    assert w.contents(data) == before
    *lines, last = capsys.readouterr().out.splitlines()
    severities = [line.split(":")[0] for line in lines]
    expected = {None: [], "doubt": ["doubt"], "fault": ["set aside", "doubt"]}[damage]
    # Advice comes last: it is counted, and is no fault.
    advice = len(lines) - len(expected)
    assert advice and severities == [*expected, *["advice"] * advice]
    assert f"{sum(map(len, p.SHEETS.values())) + 2} rows read; faults: {code}, doubts: {int(bool(damage))}" in last
    told = sum(int(found[1]) if (found := re.search(r", (\d+) rows: ", line)) else 1 for line in lines[-advice:])
    assert f", advice: {told};" in last
    if damage == "fault":
        place = (
            "agreements/barsetshire/targets.csv, row 8, column indicator: no indicator is called so. Found: 'NI 999'."
        )
        assert place in lines[0]


def test_checking_a_pack_tells_rows_alike_in_one_line(pack, data, capsys):
    p.append(
        pack, "outturns", *({"indicator": f"NI 99{number}", "period": "2010/11", "value": "7"} for number in range(5))
    )
    assert command_line.main(["check", str(pack), "--data", str(data)]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "no indicator is called so" in line]
    assert line.startswith("set aside: agreements/barsetshire/outturns.csv, 5 rows: no indicator is called so. First: ")
    assert ["'NI 990'" in line, "'NI 992'" in line, "'NI 993'" in line] == [True, True, False]


def test_checking_a_pack_anywhere_as_a_workbook_too(data, tmp_path, capsys):
    p.add_statuses(data)
    book = write_workbook(tmp_path / "far" / "mine.xlsx", {**p.SHEETS, "commentary": p.COMMENTARY_ROWS})
    assert command_line.main(["check", str(book), "--data", str(data)]) == 0
    assert "faults: 0, doubts: 0" in capsys.readouterr().out


def test_checking_a_pack_that_cannot_be_opened_ends_with_1(data, tmp_path, capsys):
    (tmp_path / "nothing").mkdir()
    assert command_line.main(["check", str(tmp_path / "nothing"), "--data", str(data)]) == 1
    assert "the pack has no agreement sheet" in capsys.readouterr().err
