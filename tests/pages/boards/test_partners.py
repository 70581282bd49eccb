"""Who is round the table: every list and count of the page, put together again from the sheets and by SQL."""

import html
import re
from collections import Counter
from urllib.parse import unquote

import pytest

from data_pipeline import queries, words
from pages.serving.answers import first
from tests.pages.boards.meetings import CUMBRIA, DAY, EXAMPLE, GOOD, PACK, ROTHERHAM, TITLED, UNSAID, exceptions, part
from tests.pages.views import read, table, written
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
HARINGEY, HERTFORDSHIRE = "E09000014", "E10000015"
LAST = "2012-01-20"
WHO, OWN = "Who is round the table", "Its targets"


def page_of(area: str = EXAMPLE, **choices: str) -> str:
    return written("partners", area=area, **choices)


def sheet(day: str) -> dict[str, dict]:
    """The targets of the worked example as its papers had them on a day; a later paper takes the lead from nobody."""
    found: dict[str, dict] = {}
    for row in sorted(rows_of(PACK, "targets"), key=lambda row: row["agreed_on"]):
        if row["agreed_on"] <= day:
            lead = row["lead_partner"] if row["lead_partner"] not in ("", "not published") else None
            found[row["target"]] = row | {"lead": lead or found.get(row["target"], {}).get("lead")}
    return found


def bodies_of(row: dict) -> tuple[list[str], list[str]]:
    leads, helps = ([name.strip() for name in (row[key] or "").split(";")] for key in ("lead", "contributing_partners"))
    return [name for name in leads if name], [name for name in helps if name and name not in leads]


def everybody(row: dict) -> list[str]:
    led, helped = bodies_of(row)
    return led + helped


def chain(page: str) -> dict[str, list[tuple[str, list[str]]]]:
    """By partnership who leads, as it is said, and the targets under that, in their order."""
    start = page.index("<summary><h2>From the board to each target")
    found = {}
    for fold in re.findall(r'<details class="folded printed" id="owned-.*?</details>', page[start:], flags=re.DOTALL):
        name = re.match(r"(.*): \d+ targets?$", read(re.search(r"<summary>(.*?)</summary>", fold, flags=re.DOTALL)[1]))[
            1
        ]
        leads = re.findall(r"<li>((?:(?!<li>).)*?)<ul>(.*?)</ul></li>", fold, flags=re.DOTALL)
        found[name] = [
            (read(said), [unquote(title) for title in map(read, re.findall(r"<a [^>]*>(.*?)</a>", targets))])
            for said, targets in leads
        ]
    return found


def missing(page: str, title: str) -> list[str]:
    """The targets that the chain names under this heading, below all partnerships."""
    found = re.search(rf"<summary>{title}: \d+ of \d+ targets?\.</summary><ul>(.*?)</ul>", page, flags=re.DOTALL)
    return [read(item) for item in re.findall(r"<li>(.*?)</li>", found[1], flags=re.DOTALL)] if found else []


def counts(cell: str) -> list[int]:
    """How many exceptions, on track and others a line tells of."""
    said = [re.search(rf"(\d+) {what}", cell) for what in ("exception", "on track", "of which")]
    return [int(found[1]) if found else 0 for found in said]


@pytest.mark.parametrize("day", [DAY, LAST])
def test_s41_each_partner_has_a_line_with_the_targets_it_leads_and_helps_with(day):
    leads, helps = Counter(), Counter()
    for row in sheet(day).values():
        led, helped = bodies_of(row)
        leads.update(led)
        helps.update(helped)
    *lines, total = table(page_of(as_of=day), WHO)
    told = {}
    for name, _, its_part, *_ in lines:
        said = [re.search(rf"{verb} (\d+)", its_part, flags=re.IGNORECASE) for verb in ("leads", "helps with")]
        told[name] = tuple(int(found[1]) if found else 0 for found in said)
    assert told == {name: (leads[name], helps[name]) for name in leads | helps}
    assert list(told) == sorted(told, key=str.casefold)
    whole = list(sheet(day).values())
    led, helped = (sum(bool(bodies_of(row)[kind]) for row in whole) for kind in (0, 1))
    assert total[2] == f"{led} have a lead, {helped} have others who help"


@pytest.mark.parametrize("body", ["Exampleshire Police", "Voluntary and community groups", "Fabling District Council"])
@pytest.mark.parametrize("day", [DAY, LAST])
def test_s41_the_page_of_a_partner_lists_exactly_its_targets_with_its_part(body, day):
    mine = {row["title"]: bodies_of(row) for row in sheet(day).values() if body in everybody(row)}
    rows = table(page_of(as_of=day, partner=body), OWN)
    assert {cells[0]: cells[1] for cells in rows} == {
        title: "Leads" if body in led else "Helps" for title, (led, _) in mine.items()
    }
    for title, _, who_else, *_ in rows:
        led, helped = mine[title]
        assert [name for name in led if name != body and f"{name} leads" not in who_else] == []
        others = len(helped) - (body in helped)
        assert (f"{others} other" in who_else) == (others > 0)


@pytest.mark.parametrize("body", ["Exampleshire Police", "Exampleshire Primary Care Trust", "Exampleshire schools"])
def test_b5_a_partner_stands_on_this_page_as_on_the_board_s(body):
    board = written("board", area=EXAMPLE, on=DAY, partner=body)
    expected = [len(exceptions(board)), len(table(board, GOOD)), len(table(board, UNSAID))]
    line = next(cells for cells in table(page_of(as_of=DAY), WHO) if cells[0] == body)
    assert counts(line[3]) == expected
    own = page_of(as_of=DAY, partner=body)
    assert counts(re.search(r"<p>For the board: (.*?)</p>", own)[1]) == expected
    assert f'href="/board?area={EXAMPLE}&amp;on={DAY}&amp;partner=' in own


def test_b5_a_shared_target_is_counted_once_in_the_whole():
    known = sheet(LAST)
    *lines, total = table(page_of(), WHO)
    assert sum(counts(total[3])) == len(known) == 60
    sums = [sum(part) for part in zip(*(counts(cells[3]) for cells in lines), strict=True)]
    assert sum(sums) == sum(len(everybody(row)) for row in known.values()) > 5 * len(known)
    shared = sum(len(everybody(row)) > 1 for row in known.values())
    said = read(re.search(r'<p class="lead">(.*?)</p>', page_of())[1])
    assert shared == len(known) and "All are shared by two or more, and each counts once in the whole." in said


def test_b18_each_target_resolves_the_chain_and_what_is_missing_is_named():
    known = sheet(LAST)
    own = {row["policy_area"]: row["partnership"] for row in rows_of(PACK, "policy_areas")}
    expected: dict[str, dict[str, list[str]]] = {}
    for row in known.values():
        led, _ = bodies_of(row)
        said = f"{led[0]} leads" if len(led) == 1 else "Lead not declared"
        if len(led) > 1:
            said = f"More than one leads: {' and '.join(sorted(led))}"
        partnership = row["partnership"] or own[row["policy_area"]]
        expected.setdefault(partnership, {}).setdefault(said, []).append(row["title"])
    page = page_of()
    found = {name: {said: sorted(titles) for said, titles in leads} for name, leads in chain(page).items()}
    assert found == {name: {said: sorted(titles) for said, titles in leads.items()} for name, leads in expected.items()}
    kept = [row for row in known.values() if row["change"] != "removed"]
    assert missing(page, "Lead not declared") == [row["title"] for row in kept if not bodies_of(row)[0]]
    assert missing(page, "More than one leads") == [row["title"] for row in kept if len(bodies_of(row)[0]) > 1]
    assert missing(page, "No partnership named") == []


def test_b18_the_chain_is_walked_upwards_from_a_target_too():
    """From the page of a partner to the partnership of each target, which stands where its link leads."""
    page = page_of()
    own = page_of(partner="Exampleshire Police")
    anchors = set(re.findall(r'href="[^"]*#(owned-[^"]+)"', own))
    assert len(anchors) == 5 and all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)
    assert "partner=" not in re.search(r'href="([^"]*)#owned-', own)[1]
    down = re.findall(r'href="\?[^"]*partner=([^"&]+)"', page[page.index("From the board to each target") :])
    assert {"Exampleshire+Police", "Exampleshire+job+centres"} <= set(down)


@pytest.mark.parametrize("area", [CUMBRIA, ROTHERHAM, HARINGEY, HERTFORDSHIRE, "E08000006", "E06000013"])
def test_b18_of_real_agreements_every_target_stands_in_the_chain_once(real, area):
    known = real.con.execute(
        f"""
        select {TITLED}, coalesce(lead_partner, 'not published') = 'not published' from marts.promises as promises
        where agreement_code = ? and is_latest_edition and target is not null and kind <> 'earlier agreement'
            and (has_target or kind not in ('national indicator', 'council measure', 'no target'))
        """,
        [area],
    ).fetchall()
    page = page_of(area)
    found = chain(page)
    assert list(found) == ["No partnership named"]
    listed = [title for _, titles in found["No partnership named"] for title in titles]
    assert sorted(listed) == sorted(title for title, _ in known)
    bare = [title for said, titles in found["No partnership named"] if said == "Lead not declared" for title in titles]
    assert sorted(bare) == sorted(title for title, is_bare in known if is_bare)
    assert "name no partnership that owns" in read(page)


def test_s43_the_targets_of_the_partnerships_and_of_none_come_to_all():
    page = page_of()
    tallies = re.findall(r'id="owned-[^"]*"><summary>[^<]*: (\d+) targets?</summary><p class="quiet">(.*?)</p>', page)
    assert sum(int(count) for count, _ in tallies) == len(sheet(LAST))
    parts = Counter()
    for _, told in tallies:
        for count, word in re.findall(r"(\d+) (kept|not kept|cannot be said|removed on the way|on track|close)", told):
            parts[word] += int(count)
    card = read(written("report_card", area=EXAMPLE, view="promises"))
    assert sum(parts.values()) == len(sheet(LAST)) and f"{parts['kept']} kept, {parts['not kept']} not kept" in card
    assert "Which councillor’s portfolio each theme was is not published" in read(page)


def test_s40_the_bodies_named_in_law_stand_on_the_page_once_each(real):
    kinds = {
        name: body == "yes"
        for name, body in real.con.execute(
            "select partner, named_in_2008 from definitions.statutory_partners where is_named = 'yes'"
        ).fetchall()
    }
    assert sum(kinds.values()) == 27 and len(kinds) == 28  # And the council that is responsible for the agreement.
    page = page_of()
    present = {cells[0]: cells[1].replace(" , ", ", ").split(", ") for cells in table(page, "Bodies named in law")}
    absent = re.search(
        r"name none of these here: (.*?)\. That is neither good nor bad", part(page, "Bodies named in law")
    )
    assert sorted([*present, *absent[1].split("; ")]) == sorted(kinds)
    assert present["Police authorities"] == ["Exampleshire Police Authority"]
    assert present["Chief Officer of Police"] == ["Exampleshire Police"]
    assert len(present["District authorities"]) == 6
    assert f"The papers name {len(present)} of the 28 kinds of body" in part(page, "Bodies named in law")


def test_s40_and_s45_who_is_named_in_law_and_who_is_voluntary_stand_in_the_same_table():
    *lines, _ = table(page_of(), WHO)
    voluntary = {cells[0] for cells in lines if cells[1] == "Voluntary"}
    assert voluntary == {
        "Voluntary and community groups", "Exampleshire employers", "Exampleshire schools", "Exampleshire colleges",
        "Exampleshire housing associations", "Exampleshire children's centres",
    }  # fmt: skip
    assert {cells[1] for cells in lines} == {"Voluntary", "Named in law"}
    assert {len(cells) for cells in lines} == {5}
    own = read(page_of(partner="Exampleshire employers"))
    assert "Voluntary: no law that is held here names it, so it answers of its own will." in own
    trust = read(page_of(partner="Exampleshire Primary Care Trust"))
    assert (
        "Named in law as Primary Care Trusts: by law to give a committee what it asks in writing about a target"
        in trust
    )


@pytest.mark.parametrize("day", [DAY, LAST])
def test_actions_risks_and_what_scrutiny_asked_are_laid_to_their_bodies_and_add_up(day):
    def known(name: str, key: str, when: str) -> Counter:
        return Counter(row[key] for row in rows_of(PACK, name) if row[when][:10] <= day)

    actions = Counter(row["owner"] for row in rows_of(PACK, "actions"))
    risks, asked = known("risks", "owner", "reviewed_on"), known("scrutiny", "to_body", "date")
    *lines, total = table(page_of(as_of=day), WHO)

    def told(cell: str) -> tuple[int, int, int]:
        times = re.search(r"asked by scrutiny (once|\d+)", cell, flags=re.IGNORECASE)
        found = [re.search(rf"(\d+) {what}", cell) for what in ("action", "risk")]
        numbers = [int(one[1]) if one else 0 for one in found]
        return *numbers, 0 if not times else 1 if times[1] == "once" else int(times[1])

    assert {cells[0]: told(cells[4]) for cells in lines} == {
        cells[0]: (actions[cells[0]], risks[cells[0]], asked[cells[0]]) for cells in lines
    }
    assert told(total[4]) == (actions.total(), risks.total(), asked.total())
    bare = read(page_of(as_of=day))
    if unowned := risks[""]:
        assert f"For {unowned} action" in bare
    assert actions[""] == 0 and set(actions) <= {cells[0] for cells in lines}
    overdue = sum("overdue" in cells[3] for cells in table(written("board", area=EXAMPLE, on=day), "Actions"))
    assert f"{overdue} overdue" in total[4]


def test_what_a_partner_does_answers_for_and_was_asked_stands_on_its_page():
    body = "Exampleshire Primary Care Trust"
    page = page_of(partner=body)
    said = read(page)
    for name, key, text in (("actions", "owner", "what"), ("risks", "owner", "what"), ("scrutiny", "to_body", "text")):
        mine = [row[text] for row in rows_of(PACK, name) if row[key] == body]
        assert mine and [text for text in mine if text not in said] == []
        others = {row[text] for row in rows_of(PACK, name) if row[key] != body}
        assert [text for text in others if text in said] == []
    assert {cells[2] for cells in table(page, "Actions")} == {body}


def test_the_districts_of_a_county_are_partners_with_what_is_promised_for_them_alone(real):
    rows = table(page_of(CUMBRIA), "Its districts")
    known = real.con.execute(
        f"""
        select areas.name, list({TITLED}) from marts.promises as promises
        join marts.areas as areas using (area_code)
        where agreement_code = ? and is_latest_edition and target is not null and area_code <> agreement_code
        group by all
        """,
        [CUMBRIA],
    ).fetchall()
    assert len(rows) == 6 and {cells[0]: cells[2] for cells in rows if cells[2] != "–"} == {
        name: " ; ".join(titles) for name, titles in known
    }
    assert {cells[0]: cells[1] for cells in rows if cells[1] != "Not named in the papers"} == {
        "Carlisle": "Carlisle City Council : leads 1, helps with 0",
        "Copeland": "Copeland BC : leads 1, helps with 0",
    }
    assert "Its districts" not in page_of(ROTHERHAM)


def test_a_theme_keeps_to_its_targets_and_all_themes_come_to_all():
    known = sheet(LAST)
    found = []
    for theme in ("CYP", "HCOP", "SSC", "EDE"):
        for leads in chain(page_of(theme=theme)).values():
            found += [title for _, titles in leads for title in titles]
    assert sorted(found) == sorted(row["title"] for row in known.values())
    assert "Only 13 of 60 targets, those of the theme Safer and Stronger Communities." in read(page_of(theme="SSC"))


def test_the_picker_of_partners_and_the_open_data_share_targets_alike(real):
    """Two ways to the same: the papers' own words as the board takes them apart, and the table that is given away."""
    leads = queries.lead_bodies(real.con)
    for code in (EXAMPLE, CUMBRIA, HARINGEY, "E06000013"):
        rows = words.tallies.targets(queries.standing(real.con, code))
        shares = queries.target_partners(real.con, code)
        mine = {row["target"] for row in rows}
        by_body: dict[str, set[str]] = {}
        for share in shares:
            if share["target"] in mine:
                by_body.setdefault(share["body"], set()).add(share["target"])
        told = {
            body: {row["target"] for row in of} for body, of in words.boards.exceptions.by_body(rows, leads).items()
        }
        bare = told.pop(None, set())
        assert told == by_body
        assert bare == mine - {share["target"] for share in shares if share["leads"]}


def test_without_partners_or_agreement_the_page_says_so_in_a_sentence():
    said = read(page_of(HERTFORDSHIRE))
    assert "The papers found name no body that leads or helps with any of the 5 targets." in said
    assert "The papers name none of the 28 kinds of body" in said and WHO not in said.replace(WHO, "", 2)
    assert "nobody who shares its targets is known" in read(page_of("E06000052"))
    assert "Who promised to work together" in read(first.written("partners", {}, ""))


def test_of_what_no_paper_is_held_the_page_says_so_in_one_line():
    assert read(page_of(ROTHERHAM)).count("No paper is held of targets that several areas share") == 1
    assert "Mayor" not in page_of(ROTHERHAM)
    assert "no paper of the Mayor’s on an agreement is held" in read(page_of(HARINGEY))


def test_the_targets_without_a_lead_are_a_page_of_their_own():
    page = page_of(CUMBRIA, partner="none")
    assert "<h1>Lead not declared in Cumbria</h1>" in page
    assert "Only 10 of 16 targets, those for which no lead is declared." in read(page)
    assert [said for leads in chain(page).values() for said, _ in leads] == ["Lead not declared"]


def test_every_name_leads_to_what_that_body_does_where_there_is_only_one_too(real):
    """Of all agreements that have a single body, and of the one that has most."""
    alone = real.con.execute(
        """select agreement_code from marts.target_partners where is_latest_edition
        group by all having count(distinct body) = 1 order by agreement_code"""
    ).fetchall()
    followed = 0
    for (area,) in [*alone, (EXAMPLE,)]:
        page = page_of(area)
        for name in {unquote(html.unescape(name)) for name in re.findall(r'href="[^"]*[?;]partner=([^"&]*)', page)}:
            own = page_of(area, partner=name.replace("+", " "))
            assert "not-known" not in own and "its part in the agreement of" in own, (area, name)
            followed += 1
    # Where no target of the agreement itself is held, nobody shares one.
    assert followed > 15
