"""The annual report of an agreement: what its partners said of every target beside what the figures say."""

from datetime import date

from data_pipeline import queries, words
from data_pipeline.publishing.papers import evidence, published
from data_pipeline.publishing.papers.boards import evidence_parts, pack_report
from data_pipeline.publishing.papers.reports.report import (
    LARGE,
    Heading,
    Paragraph,
    Paragraphs,
    Part,
    Report,
    Row,
    Said,
    Sources,
    Table,
    plain,
)

SAYS, TOLD, OF = words.documents.annual, words.boards.exceptions, words.assessing
BLOCKS = ((SAYS.ACHIEVED, "achievements"), (SAYS.CHALLENGES, "challenges"), (SAYS.DOING, "what_is_being_done"))


def made_of(con: queries.Connection, area: dict, year: str, day: str) -> dict:
    """What the report of a year is made of, as of the day of its edition, of queries.agreement_years."""
    code = area["agreement_area_code"]
    card = queries.agreement_card(con, code, "policy", day)
    lines = queries.enquiries(con, code, code, None, day)
    of_year = next(row for row in queries.agreement_years(con, code, day) if row["reporting_year"] == year)
    editions = queries.editions(con, code)
    return {
        "area": area,
        "agreement": queries.agreement(con, code, day),
        "year": year,
        "day": date.fromisoformat(day),
        "measured": of_year["targets"],
        "promises": card["promises"],
        "rows": words.assessing.whole.targets(card["promises"]),
        "groups": card["groups"],
        "pairs": queries.exceptions(lines, words.tallies.targets(card["promises"])),
        "assessed": queries.assessment(con, code, day),
        "papers": next((row["papers"] for row in editions if row["edition"].isoformat() == day), []),
        "verdicts": queries.verdicts(con),
    }


def report(made: dict, site: str, page: str) -> Report:
    """What the report says; `page`: the address of the page that has their words beside ours."""
    area, sources = made["area"], Sources()
    parts = [
        *_in_short(made, site, sources),
        *_differences(made),
        *_targets(made, sources),
        *_exceptions(made),
        *_risks(made),
        *_departures(made),
        *evidence_parts.money(made["assessed"]["money"]),
        Heading(words.documents.board.PAPERS),
        plain(words.documents.board.editions(made["day"], made["papers"])),
    ]
    return Report(
        title=SAYS.title(area["name"], made["year"]),
        kicker=SAYS.kicker(made["day"]),
        marks=tuple(words.cards.marks(area)),
        parts=tuple(parts),
        sources=sources.listed(),
        day=made["day"],
        address=f"{site}{page}",
        address_label=SAYS.WHERE,
        contents=words.documents.board.CONTENTS,
        size=LARGE,
    )


def _in_short(made: dict, site: str, sources: Sources) -> list[Part]:
    rules = evidence.rules(site, sources)
    answer = words.headlines.promises.answer(words.tallies.tallies(made["promises"], made["verdicts"]))
    told = OF.whole.own_words(made["promises"])
    dated = SAYS.dated(made["year"], made["day"], made["measured"], len(made["rows"]))
    items = [Paragraph((Said(answer, rules),)), Paragraph(tuple(Said(text, rules) for text in told))]
    return [Heading(SAYS.YEAR), Paragraphs((*items, Paragraph((Said(dated),))))]


def _differences(made: dict) -> list[Part]:
    """The targets of which their word is kinder or harsher than the figures."""
    rows = [row for row in made["rows"] if row["judgement"] and row["judgement"]["disagreement"]]
    cells = [
        (row["title"], SAYS.said(row), _stands(row), row["judgement"]["disagreement"], SAYS.whom(row)) for row in rows
    ]
    table = [_table(SAYS.OWN_WORD, SAYS.OF_DIFFERENCES, (32, 20, 26, 24, 24), cells)] if cells else []
    return [Heading(SAYS.OWN_WORD), plain(OF.whole.differing(len(rows))), *table]


def _stands(row: dict) -> str:
    return TOLD.standing(words.ratings.rated(row["judgement"])) if row["judgement"] else ""


def _targets(made: dict, sources: Sources) -> list[Part]:
    """Each policy area: what its partnership wrote of the year, then every target of it."""
    parts: list[Part] = [Heading(SAYS.TARGETS, is_on_new_page=True)]
    for group in made["groups"]:
        rows = OF.whole.targets(group["promises"])
        written = _written(group)
        if rows or written:
            parts.append(Heading(group["name"], 3))
            parts += [plain(group["partnership"])] if group["partnership"] else []
            parts += [Paragraphs(written)] if written else []
        if rows:
            table = [
                Row(
                    (
                        words.promises.titled(row),
                        TOLD.its_figures(row),
                        SAYS.said(row),
                        SAYS.measured(row, _stands(row)),
                    ),
                    tuple(sorted({sources.cite(*paper) for paper in pack_report.papers_of(row)})),
                )
                for row in rows
            ]
            parts.append(Table(SAYS.targets_of(group["name"]), SAYS.OF_TARGETS, (34, 32, 22, 32), tuple(table)))
    return parts


def _written(group: dict) -> tuple[Paragraph, ...]:
    """Achievements, challenges and what is done, in the partnership's own words of the latest day that it wrote."""
    latest = max((row["date"] for row in group["commentary"]), default=None)
    said = [row for row in group["commentary"] if row["date"] == latest]
    found = []
    for label, name in BLOCKS:
        texts = [point for row in said for point in published.points(row[name] or "")]
        if said:
            by = SAYS.achieved(TOLD.written(said[0]))
            found.append(Paragraph(tuple(map(Said, [*texts, by] if texts else [TOLD.NONE])), label))
    return tuple(found)


def _exceptions(made: dict) -> list[Part]:
    """Which targets are exceptions, and why, as on the board's page of the same day."""
    told = [TOLD.named(line, row) for line, row in made["pairs"]]
    parts: list[Part] = [Heading(SAYS.EXCEPTIONS)]
    if not told:
        return [*parts, plain(TOLD.NO_EXCEPTION)]
    cells = [(one["title"], words.documents.board.names(one), one["lead"]) for one in told]
    return [*parts, _table(SAYS.SUMMARY, SAYS.OF_EXCEPTIONS, (40, 30, 28), cells)]


def _risks(made: dict) -> list[Part]:
    """What the papers name as a risk, and the running targets that the figures say will be missed."""
    rows = made["assessed"]["risks"]
    parts: list[Part] = [
        Heading(SAYS.RISKS, is_on_new_page=True),
        plain(OF.risks.summary(rows) if rows else SAYS.NO_RISK),
    ]
    if rows:
        cells = [
            (
                row["what"],
                OF.risks.how_bad(row) or "–",
                row["mitigation"] or "–",
                row["owner"] or OF.risks.NOBODY,
                row["title"] or row["policy_area_name"] or "–",
            )
            for row in rows
        ]
        parts.append(_table(SAYS.PUBLISHED_RISKS, SAYS.OF_RISKS, (30, 22, 28, 22, 24), cells))
    slow = [
        (words.promises.titled(row), TOLD.its_figures(row), told)
        for row in made["rows"]
        if (told := _outlook(row, made["verdicts"]))
    ]
    return [*parts, _table(SAYS.SLOW, SAYS.OF_OUTLOOKS, (40, 36, 26), slow) if slow else plain(SAYS.NONE_SLOW)]


def _outlook(row: dict, verdicts: dict) -> str | None:
    """How a target that is still running looks for the end, where that is not well."""
    if row["outlook"] is None or row["judgement"] is None or row["judgement"]["is_over"] or row["is_removed"]:
        return None
    status, told = words.outlooks.outlook(row["outlook"], verdicts)
    return told if status.startswith("worse") else None


def _departures(made: dict) -> list[Part]:
    if not (rows := made["assessed"]["departures"]):
        return []
    stands = {row["target"]: _stands(row) for row in made["rows"]}
    cells = [
        (
            row["title"] or row["target"],
            row["partner"],
            row["reason"],
            SAYS.agreed(row),
            stands.get(row["target"]) or "–",
        )
        for row in rows
    ]
    said = plain(OF.risks.departures(rows), OF.risks.WHY)
    return [Heading(SAYS.DEPARTURES), said, _table(SAYS.DEPARTURES, SAYS.OF_DEPARTURES, (26, 22, 38, 26, 22), cells)]


def _table(title: str, heads: tuple[str, ...], widths: tuple[float, ...], cells: list[tuple]) -> Table:
    return Table(title, heads, widths, tuple(Row(tuple(row)) for row in cells))
