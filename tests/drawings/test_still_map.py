"""A map on paper: no two labels meet, and an area without room for its own has a number and a line in the key."""

import itertools
import re

import pytest

from data_pipeline.drawings import still_map


def square(code: str, name: str, left: float, bottom: float, wide: float, tall: float) -> dict:
    ring = [(left, bottom), (left, bottom + tall), (left + wide, bottom + tall), (left + wide, bottom), (left, bottom)]
    return {
        "id": code,
        "properties": {"name": name, "label": [left + wide / 2, bottom + tall / 2]},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


LARGE = [square("A", "Anfield", 0, 50, 2, 1), square("B", "Borough", 2, 50, 2, 1)]
SMALL = [square("C", "Cramped on the Water", 4, 50, 0.12, 0.1), square("D", "Dense", 4, 50.1, 0.12, 0.1)]
ROWS = {"A": {"text": "10.0%", "class": 1}, "B": {"text": None, "class": None},
        "C": {"text": "30.0%", "class": 5}, "D": {"text": "20.0%", "class": 4}}  # fmt: skip


def boxes(drawn: str) -> list[tuple[float, float, float, float]]:
    """Where each disc stands, and about where each line of letters."""
    found = [(float(x) - 9, float(y) - 9, float(x) + 9, float(y) + 9)
             for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)]  # fmt: skip
    for x, y, words in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]{3,})<', drawn):
        half = still_map.width_of(words, still_map.LETTERS) / 2
        found.append((float(x) - half, float(y) - 9, float(x) + half, float(y)))
    return found


def test_an_area_with_room_is_named_and_one_without_has_a_number():
    drawn, height, key = still_map.draw(LARGE + SMALL, ROWS, 700, 600)
    assert ">Anfield<" in drawn and ">10.0%<" in drawn and ">no figure<" in drawn
    assert ">Dense<" not in drawn
    assert sorted(line[2:] for line in key) == ["Cramped on the Water: 30.0%", "Dense: 20.0%"]
    assert [line[0] for line in key] == ["1", "2"]
    assert 0 < height <= 600


def test_no_two_labels_meet():
    drawn, _, _ = still_map.draw(LARGE + SMALL, ROWS, 700, 600)
    found = boxes(drawn)
    assert len(found) == 6
    assert not [pair for pair in itertools.combinations(found, 2) if still_map._meet(*pair)]


def test_the_map_fills_its_width_and_north_is_up():
    """Two squares of two degrees side by side: 700 px over four degrees, so the second begins at 350."""
    drawn, _, _ = still_map.draw(LARGE, ROWS, 700, 600)
    first, second = re.findall(r'<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)', drawn)
    assert (float(first[0]), float(second[0])) == (0.0, 350.0)
    assert float(first[1]) > float(first[3]) == 0.0


@pytest.mark.parametrize(("level", "ink"), [(1, "#16241f"), (3, "#16241f"), (4, "#fff"), (5, "#fff")])
def test_letters_can_be_read_on_every_class(level, ink):
    drawn, _, _ = still_map.draw(LARGE, ROWS | {"A": {"text": "1%", "class": level}}, 700, 600)
    assert f'fill="{ink}"' in re.search(r"<text[^>]*>Anfield", drawn)[0]


def test_no_figure_is_hatched_and_counted_in_the_key_and_a_name_stays_text():
    named = [square("A", "<b>&amp;", 0, 50, 2, 1), *LARGE[1:]]
    drawn, _, _ = still_map.draw(named, ROWS, 700, 600)
    assert "<b>" not in drawn and "&lt;b&gt;&amp;amp;" in drawn
    assert 'fill="url(#hatch)"' in drawn
    entries = [name for _, name in still_map.legend(["1 to 10", "11 to 20"], ROWS)]
    assert entries == ["1 to 10 (1)", "11 to 20 (0)", "No figure (1)"]


def test_of_many_areas_none_is_named():
    many = [square(f"X{number}", f"Place {number}", number, 50, 1, 1) for number in range(still_map.NAMED + 1)]
    drawn, _, key = still_map.draw(many, {one["id"]: {"text": "1%", "class": 1} for one in many}, 700, 600)
    assert key == [] and "<text" not in drawn and drawn.count("<title>") == still_map.NAMED + 1
