"""Everything that was published of how one agreement was assessed, each kind by itself."""

from data_pipeline import queries, words
from pages.components.agreements import annual_reports
from pages.components.assessing import aims, judgements, ladder, money, own_word, rewards, risks
from pages.components.cards import spending
from pages.components.finding import asked
from pages.components.markup import notes, templates
from pages.components.sharing import share
from pages.serving import database, links

SAYS = words.assessing.whole
# What may be published, in the order of the page: its heading, and what it comes to.
PARTS = {
    "judgements": ("What inspectors judged", words.assessing.judged.summary),
    "steps": ("Support and intervention", words.assessing.steps.summary),
    "risks": ("Risks", words.assessing.risks.summary),
    "departures": ("Departures from targets", words.assessing.risks.departures),
    "money": ("Money", words.assessing.money.summary),
    "rewards": ("Rewards for targets", words.assessing.rewards.summary),
    "aims": ("What the strategy set out to do", words.assessing.aims.summary),
}


def show(agreement: dict, as_of: str | None) -> None:
    """The partners' own word beside our rating, then whatever else was published; once, what was not."""
    code = agreement["area_code"]
    promises = database.lasting(queries.standing, code, as_of)
    found = database.lasting(queries.assessment, code, as_of)
    sentences = SAYS.own_words(promises)
    before = words.messages.opening(agreement["is_example"], as_of)
    share.show(share.Said(words.messages.fitted([SAYS.message(agreement["area_name"]), *sentences], before)))
    missing = [part for part in PARTS if not found[part]]
    templates.show(
        "assessing/opening",
        sentences=sentences,
        missing=SAYS.missing(missing, as_of),
        reviewer=SAYS.reviewer(asked.place(code)["region"]),
    )
    if any(row["published_rating"] for row in SAYS.targets(promises)):
        told = SAYS.differing(len(SAYS.differing_words(promises)))
        with notes.part("Their own word, and our rating", told, is_open=len(missing) == len(PARTS)):
            own_word.differences(promises)
            own_word.others(promises)
    for part, (heading, summary) in PARTS.items():
        if found[part]:
            with notes.part(heading, summary(found[part])):
                _part(part, found, promises)
    spending.pointer(code, as_of)
    annual = annual_reports.offer(code, as_of)
    templates.show("assessing/more", area=code, annual=annual, download=links.agreement_download(code))


def _part(part: str, found: dict, promises: list[dict]) -> None:
    rows = found[part]
    if part == "judgements":
        judgements.show(rows)
    elif part == "steps":
        ladder.show(rows)
    elif part == "risks":
        risks.show(rows)
    elif part == "departures":
        risks.departures(rows, promises)
    elif part == "money":
        money.show(rows, found["judgements"], promises)
    elif part == "rewards":
        rewards.show(rows)
    else:
        aims.show(rows)


def _counts(found: dict) -> dict[str, int]:
    """How many there are of each part; of money, years."""
    counts = {part: len(found[part]) for part in PARTS}
    return {**counts, "money": len({row["year"] for row in found["money"]})}


def pointer(code: str, as_of: str | None) -> None:
    """On the record of an agreement: how much more there is to read, and the way to it."""
    told = SAYS.pointer(_counts(database.lasting(queries.assessment, code, as_of)))
    way = notes.link(links.page("assessments", area=code), "How the agreement was assessed")
    notes.html("<h2>Assessment</h2><p>{} {}.</p>", told, way)
