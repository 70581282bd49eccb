"""What two views of an agreement count is the same, and what is printed adds up as printed: of every agreement."""

import re
from collections import Counter

import pytest

from data_pipeline import queries
from pages.components.agreements import agreement_cards
from tests.oracles import first_sentences
from tests.pages.views import markup, run

pytestmark = pytest.mark.usefixtures("served_in_process")

EXAMPLE = "X10000001"
DAYS = ("2008-06-30", "2009-07-29", "2010-06-30", "2011-06-30")
BADGES = {
    "Kept": "kept",
    "Not kept": "not kept",
    "Target reached": "reached",
    "Target missed": "missed",
    "Target needs checking": "with a target that needs checking",
}


def counted(sentence: str) -> Counter:
    """A tally as counts by sort and words: ('promises', 'kept') and ('promises', 'total')."""
    counts: Counter = Counter()
    for part in filter(None, re.split(r"\.\s*", sentence)):
        if part.startswith("No"):
            continue
        sort = "beside" if "Beside" in part else "without" if "without a target" in part else "promises"
        total, *rest = re.findall(r"(\d+) ([a-z ]+)", part)
        counts[sort, "total"] += int(total[0])
        for count, words in rest:
            counts[sort, words.strip()] += int(count)
    return counts


def tallies_in(page: str) -> tuple[Counter, list[Counter]]:
    """The count at the top of a view, and those of its groups."""
    tally = re.search(r'class="lead tally">(.*?)</p>', page, re.DOTALL)
    lead = re.search(r'class="lead">(?:The [^:]* agreement: )?(.*?)</p>', page, re.DOTALL)
    groups = re.findall(r'(?:<p class="tally">|promise-card printed".*?<span class="tally">)(.*?)</', page, re.DOTALL)
    is_first = not tally and not re.match(r"\d", lead[1])
    top = first_sentences.counted(lead[1]) if is_first else counted((tally or lead)[1])
    return top, [counted(said) for said in groups]


def badges_in(page: str) -> Counter:
    words = re.findall(r'<td role="cell" class="rated".*?</td>', page, re.DOTALL)
    found = (re.search(r'class="badge[^>]*><span class="symbol"[^>]*>[^<]*</span>([^<]+)<', cell) for cell in words)
    return Counter(BADGES.get(badge[1], badge[1].lower()) for badge in found if badge)


@pytest.fixture(scope="module")
def known(real) -> list[tuple[str, str | None]]:
    """Every agreement as it is known now, and the worked example as it was known on some days."""
    codes = [row["area_code"] for row in queries.agreements(real.con)]
    assert EXAMPLE in codes and len(codes) >= 8
    return [(code, None) for code in codes] + [(EXAMPLE, day) for day in DAYS]


def test_every_view_of_an_agreement_counts_its_promises_alike(known, real):
    for code, day in known:
        drawn = {
            (view, by): "".join(agreement_cards.drawn(real.con, code, view, by, day))
            for view in ("card", "promises")
            for by in ("policy", "theme")
        }
        rows = queries.promises(real.con, code, day)
        leads = [tallies_in(drawn["card", by])[0] for by in ("policy", "theme")]
        assert leads[0] == leads[1], code
        total = sum(count for (_, words), count in leads[0].items() if words == "total")
        # What an earlier agreement promised is shown, and counted nowhere.
        assert total == sum(not row["is_history"] for row in rows), code
        for name, page in drawn.items():
            assert sum(tallies_in(page)[1], Counter()) == leads[0], (code, name)
            assert page.count('<th role="rowheader"') == len(rows), (code, name)
        said = Counter()
        for (_, words), count in leads[0].items():
            said[words] += count
        badges = badges_in(drawn["promises", "policy"])
        # Where nobody can say of any in a table, that stands once below it.
        hidden = said["cannot be said"] - badges["cannot be said"]
        assert not hidden or "Whether any of these was kept cannot be said" in drawn["promises", "policy"], code
        badges["cannot be said"] += hidden
        assert hidden >= 0 and all(badges[words] == said[words] for words in badges), (code, badges, said)
        unbadged = said["removed on the way"] + leads[0]["without", "total"]
        assert sum(badges.values()) == total - unbadged, (code, badges, said)


def test_the_checks_of_an_agreement_begin_with_the_count_of_its_card(known, real):
    for code, day in known[:6] + known[-2:]:
        asked = {"as_of": day} if day else {}
        page = markup(run("report_card", area=code, view="checks", **asked))
        on_card = agreement_cards.drawn(real.con, code, "card", "policy", day)[0]
        assert tallies_in(page)[0] == tallies_in(on_card)[0], code


def test_no_number_of_promises_with_a_figure_falls_as_time_goes_on(real):
    before = 0
    for day in [*sorted(row["edition"].isoformat() for row in queries.editions(real.con, EXAMPLE)), None]:
        page = agreement_cards.drawn(real.con, EXAMPLE, "card", "policy", day)[1]
        found = re.search(r"(\d+)(?: of the \d+)? have a figure", page)
        count = int(found[1]) if found else 0
        assert count >= before, day
        before = count
    assert before > 50
