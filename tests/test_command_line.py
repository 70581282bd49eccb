"""What the command line prints and ends with, of good files and of bad ones."""

import duckdb
import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.building import in_use, warehouse
from tests.worlds import figures as w
from tests.worlds.builds import small_warehouse
from tests.worlds.figures import YEAR


def test_building_twice_says_up_to_date_the_second_time(data, capsys):
    w.amend(data, "ni_902", w.CASTERBRIDGE, "2010-01-01/P1Y", note="a change")
    assert command_line.main(["build", "--data", str(data)]) == 0
    assert "81 rows read, 81 kept, 0 set aside" in capsys.readouterr().out
    assert command_line.main(["build", "--data", str(data)]) == 0
    assert capsys.readouterr().out == f"Up to date: {warehouse.current(data)}\n"


def test_building_elsewhere_leaves_the_warehouse_in_use_alone_and_progress_can_be_printed_as_lines(
    data, tmp_path, capsys
):
    w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, note="a change")
    before = w.contents(data / "warehouse")
    out = tmp_path / "elsewhere" / "mine.duckdb"
    assert command_line.main(["build", "--plain", "--data", str(data), "--out", str(out)]) == 0
    assert out.is_file()
    assert w.contents(data / "warehouse") == before
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "0% reading files"
    assert "100% done" in lines
    shares = [int(line.split("%")[0]) for line in lines if "% " in line]
    assert shares == sorted(shares)


def other_database(path):
    with duckdb.connect(str(path)) as con:
        con.execute("create table t as select 1 as x")


STANDING = {
    "a folder": lambda path: path.mkdir(),
    "a text": lambda path: path.write_text("precious"),
    "a database of others": other_database,
    "a link to a warehouse": lambda path: path.symlink_to(path.with_name("built.duckdb")),
}


@pytest.mark.parametrize("kind", STANDING)
def test_a_build_overwrites_nothing_that_no_build_made(kind, data, tmp_path, capsys, monkeypatch):
    small_warehouse(tmp_path / "built.duckdb")
    STANDING[kind](tmp_path / "mine.duckdb")
    before = w.contents(tmp_path)
    monkeypatch.setattr(warehouse, "inputs", None)  # It looks first.
    assert command_line.main(["build", "--plain", "--data", str(data), "--out", str(tmp_path / "mine.duckdb")]) == 1
    assert f"{tmp_path / 'mine.duckdb'}: this exists already, and no build made it" in capsys.readouterr().err
    assert w.contents(tmp_path) == before


@pytest.mark.parametrize("make", [small_warehouse, lambda path: path.touch(), lambda path: None])
def test_a_build_may_be_put_where_nothing_is_lost(make, tmp_path):
    make(tmp_path / "mine.duckdb")
    in_use.keep_what_others_made(tmp_path / "mine.duckdb")


def test_refused_data_ends_with_1_and_says_why_on_the_error_stream(data, capsys):
    w.figures_file(data, "ni_901").unlink()
    before = w.contents(data / "warehouse")
    assert command_line.main(["build", "--data", str(data)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "nothing was replaced" in printed.err
    assert "indicators/ni_901.csv: the file is missing" in printed.err
    assert w.contents(data / "warehouse") == before


@pytest.mark.parametrize("arguments", [[], ["mend"], ["build", "--no-such-option"]], ids=repr)
def test_a_wrong_call_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        command_line.main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_folder_that_is_not_there_ends_with_2(tmp_path, capsys):
    assert command_line.main(["build", "--data", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_checking_says_what_was_found_and_changes_nothing(data, capsys):
    row = w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, value="unclear")
    before = w.contents(data)
    assert command_line.main(["check", "--data", str(data)]) == 0
    printed = capsys.readouterr().out
    assert "81 rows read, 80 kept, 1 set aside" in printed
    assert f"indicators/ni_901.csv, row {row}, column value: this is not one clean number: text" in printed
    assert "unclear" in printed
    assert w.contents(data) == before


def test_checking_refused_data_ends_with_1(data):
    (data / "files.csv").write_bytes(b"")
    assert command_line.main(["check", "--data", str(data)]) == 1


def test_nothing_that_is_printed_gives_orders_to_a_terminal(data, tmp_path, capsys):
    odd = "\x1b]0;owned\x07\x1b[2J\u202e\x9b"
    path = tmp_path / f"book{odd}.csv"
    path.write_text(f"area_code,period,value,lower,upper,status,note\n{odd},{odd},{odd},,,,\n", encoding="utf-8")
    pack = tmp_path / f"pack{odd}"
    pack.mkdir()
    (pack / "agreement.csv").write_text(f"area_code,title,{odd}\n{odd},{odd},\n", encoding="utf-8")
    for arguments in (["check", str(path)], ["read", str(path)], ["check", str(pack)], ["template", odd]):
        command_line.main([*arguments, "--data", str(data)])
        printed = capsys.readouterr()
        assert not set(printed.out + printed.err) & set(odd) - set("]0;owned[2J")
        assert "x1b]0;owned" in printed.out + printed.err
    command_line.main(["export", "--of", str(path) + "x", "--data", str(data)])
    with pytest.raises(SystemExit):
        command_line.main(["build", odd])
    printed = capsys.readouterr()
    assert not set(printed.out + printed.err) & set(odd) - set("]0;owned[2J")
    assert printed.err.count("x1b]0;owned") == 2


def test_of_many_faults_the_first_are_told_and_the_rest_counted(data, tmp_path, capsys, monkeypatch):
    (tmp_path / "pack").mkdir()
    names = ",".join(f"column{number}" for number in range(150))
    (tmp_path / "pack" / "agreement.csv").write_text(f"area_code,title,{names}\n")
    monkeypatch.setattr(command_line._tell, "__defaults__", (None, 1, ""))
    command_line.main(["check", str(tmp_path / "pack"), "--data", str(data)])
    printed = capsys.readouterr().out
    assert "150 rows: no column of this sheet is called so" in printed
    assert printed.count("\n") < 5
