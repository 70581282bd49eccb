"""What an address may hold, and what the server keeps of what visitors ask."""

import urllib.error
import urllib.request

import pytest

from pages.serving import database, guard, links, settings
from tests.pages.views import run, text


def test_what_is_kept_has_room_and_what_nobody_knows_takes_none_of_it():
    asked = []
    kept = database.Kept(lambda name: asked.append(name) or (None if "nobody" in name else name * 400), 1000)
    assert [kept("a"), kept("a"), kept("b"), kept("a")] == ["a" * 400, "a" * 400, "b" * 400, "a" * 400]
    assert asked == ["a", "b"]
    assert [kept(f"nobody {number}") for number in range(1000)] == [None] * 1000
    assert len(asked) == 1002 and kept.used < 1000 + 1000 // 16
    assert kept("a") and kept("b") and len(asked) == 1002
    kept("c")  # For which the one asked for longest ago goes: a.
    assert kept("b") and asked[-1] == "c"
    assert kept("a") and asked[-1] == "a"
    assert kept("large" * 100) == "large" * 100 * 400 and kept.used < 1000 + 1000 // 16


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("E06000044", "E06000044"),
        (" Portsmouth ", "Portsmouth"),
        ("St Helens\u202e\x00", "St Helens"),
        ("Ynys Môn", "Ynys Môn"),
        ("x" * 100, "x" * 100),
        ("x" * 200_000, "x" * 100 + "…"),
        ("E06000044" + " " * 200_000, "E06000044…"),
    ],
)
def test_a_choice_is_cut_before_anything_is_asked(written, given):
    assert links.bounded(written) == given


@pytest.mark.usefixtures("served_in_process")
@pytest.mark.parametrize(("page", "name"), [
    ("report_card", "area"), ("report_card", "as_of"), ("indicator", "indicator"), ("indicator", "area"),
    ("indicator", "year"), ("district_map", "county"), ("find_your_area", "place"), ("about_the_data", "section"),
])  # fmt: skip
def test_a_page_neither_keeps_nor_says_more_of_an_endless_choice(page, name):
    before = database._lasting.used + database._shared.used
    said = [text(run(page, **{"area": "E06000044", name: f"{number}" + "Q" * 200_000})) for number in range(2)]
    assert max(said, key=len).count("Q") < 1500
    kept = [*database._lasting._answers, *database._shared._answers]
    assert not [key for key in kept if "Q" in str(key)]
    assert database._lasting.used + database._shared.used - before < 20_000_000


def test_an_address_longer_than_any_of_ours_is_refused_before_it_is_looked_at(server):
    for path in ("/report_card?area=", "/places.json?q=", "/_stcore/stream?x=", "/assets/", "/download/"):
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(server.address + path + "x" * settings.LONGEST_ADDRESS, timeout=20)
        with refusal.value as answer:
            assert (answer.code, answer.read().decode()) == (414, guard.TOO_LONG)
    near = "/report_card?area=" + "x" * (settings.LONGEST_ADDRESS - 40)
    assert urllib.request.urlopen(server.address + near, timeout=20).status == 200
