"""Who is round the table of an agreement: every body that shares its targets alike, or one of them by itself."""

from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.assessing import risks as risk_tables
from pages.components.boards import agenda, chain, exceptions, whole
from pages.components.finding import pickers
from pages.components.markup import meanings, notes, tables
from pages.components.promises import promise_links, promise_ratings
from pages.components.sharing import share
from pages.serving import database, links

SAYS = words.boards.partners
PARTS = ("Partner", "In law", "Its part", "How its targets stand", "What it does and answers for")


class Table(NamedTuple):
    """What is known on a day of those who share `rows`, the targets that are shown, each in its papers' words."""

    code: str
    day: str
    rows: list[dict]
    shares: list[dict]  # Of queries.target_partners.
    laws: dict[str, dict]  # Of queries.bodies.
    actions: list[dict]
    risks: list[dict]
    asked: list[dict]

    def of(self, body: str) -> dict[str, list[dict]]:
        """What one body leads, helps with, does, answers for and was asked."""
        leads = {share["target"]: share["leads"] for share in self.shares if share["body"] == body}
        return {
            "leads": [row for row in self.rows if leads.get(row["target"])],
            "helps": [row for row in self.rows if leads.get(row["target"]) is False],
            "actions": [row for row in self.actions if row["owner"] == body],
            "risks": [row for row in self.risks if row["owner"] == body],
            "asked": [
                row for row in self.asked if body in [part.strip() for part in (row["to_body"] or "").split(";")]
            ],
        }

    def bodies(self) -> list[str]:
        """Who shares a target that is shown, does anything or answers for it, in the order of the alphabet."""
        shown = {row["target"] for row in self.rows}
        found = {share["body"] for share in self.shares if share["target"] in shown}
        found |= {row["owner"] for row in (*self.actions, *self.risks) if row["owner"]}
        return sorted(found, key=str.casefold)

    def shared_by(self, row: dict) -> list[dict]:
        """Who shares one target, those that lead first."""
        return [share for share in self.shares if share["target"] == row["target"]]


def heading(partner: str | None) -> str:
    """The title of the page, with a place for whose agreement it is."""
    if partner is None:
        return "Who is round the table in {}"
    if partner == pickers.NONE:
        return f"{words.promises.NO_LEAD} in {{}}"
    return partner.replace("{", "{{").replace("}", "}}") + ": its part in the agreement of {}"


def show(agreement: dict, day: str, every: list[dict], partner: str | None, theme: str | None) -> None:
    """All partners, or one, as far as it concerns the targets of a theme; `every`: all of the agreement.

    `partner`: a body that shares any, or pickers.NONE for the targets without a lead.
    """
    code, bare = agreement["area_code"], partner if partner == pickers.NONE else None
    sheets = (
        database.lasting(queries.meeting, code, day, whole.since(agreement, day))["actions"],
        database.lasting(queries.assessment, code, day)["risks"],
        database.lasting(queries.exchanges, code, day),
    )
    rows, which = words.boards.exceptions.chosen(every, database.lasting(queries.lead_bodies), bare, theme)
    if theme:
        sheets = tuple(queries.concerning(sheet, rows) for sheet in sheets)
    shares = database.lasting(queries.target_partners, code, day)
    table = Table(code, day, rows, shares, database.lasting(queries.bodies, code), *sheets)
    if only := SAYS.only(len(rows), len(every), which):
        notes.html('<p class="quiet">{} <a href="{}">All targets</a></p>', only, links.here(partner=None, theme=None))
    if theme:
        promise_links.crossing(every, theme)
    if partner and not bare:
        _own(table, partner)
        return
    _opening(agreement, table)
    if bare:
        chain.show(agreement, rows, shares, day)
        return
    _register(table)
    chain.show(agreement, rows, shares, day)
    _in_law(table)
    _districts(table)
    is_london = database.lasting(queries.councils)[code]["tier"] == "london"
    told = (SAYS.SHARED_BY_AREAS, SAYS.OF_LONDON) if is_london else (SAYS.SHARED_BY_AREAS,)
    notes.html('<p class="quiet">{}</p>', " ".join(told))


def _opening(agreement: dict, table: Table) -> None:
    """How many are round the table, and what the law asked of them."""
    sharing = [len(table.shared_by(row)) for row in table.rows]
    bodies = {share["body"] for row in table.rows for share in table.shared_by(row)}
    in_law = sum(SAYS.law(table.laws.get(body)) == SAYS.BY_LAW for body in bodies)
    told = SAYS.table(len(bodies), in_law, len(sharing), sum(count > 1 for count in sharing), sharing.count(0))
    before = words.messages.opening(agreement["is_example"], table.day)
    share.show(share.Said(words.messages.fitted([told], f"{before}{agreement['area_name']}. ")))
    notes.html('<p class="lead">{}</p>', told)


def _divided(table: Table) -> dict[str, set[str]]:
    """The targets as the board's page divides them: by target, each in one of three."""
    pairs = exceptions.found(table.code, table.day, table.rows)
    good, others = queries.no_exceptions(table.rows, pairs)
    return {
        "exceptions": {row["target"] for _, row in pairs},
        "good": {row["target"] for row in good},
        "others": {row["target"] for row in others},
    }


def _register(table: Table) -> None:
    """Each partner a row, all alike; in the end every target, action and risk once."""
    if not (bodies := table.bodies()):
        return
    parts = _divided(table)
    led, helped = ({share["target"] for share in table.shares if share["leads"] == leads} for leads in (True, False))
    mine = {row["target"] for row in table.rows}
    total = (
        "All, each counted once",
        None,
        SAYS.of_all(len(led & mine), len(helped & mine)),
        SAYS.divided(*(len(part) for part in parts.values())),
        _beside({"actions": table.actions, "risks": table.risks, "asked": table.asked}),
    )
    notes.html('<h2>Each partner, by name</h2><p class="quiet">{}</p>', SAYS.EXPLAINED)
    rows = [*(_row(table, name, parts) for name in bodies), total]
    tables.plain("Who is round the table", PARTS, rows, is_stacked=True)
    bare = [row for row in (*table.actions, *table.risks) if not row["owner"]]
    notes.html('<p class="quiet">{}</p>', SAYS.reconciled(len(bare), _asked_of_others(table, bodies)))


def _asked_of_others(table: Table, bodies: list[str]) -> int:
    mine = [row for body in bodies for row in table.of(body)["asked"]]
    return sum(row not in mine for row in table.asked)


def _row(table: Table, body: str, parts: dict[str, set[str]]) -> tuple:
    mine = table.of(body)
    shared = {row["target"] for row in (*mine["leads"], *mine["helps"])}
    return (
        named(body),
        SAYS.law(table.laws.get(body)),
        SAYS.shares(len(mine["leads"]), len(mine["helps"])),
        SAYS.divided(*(len(part & shared) for part in parts.values())),
        _beside(mine),
    )


def _beside(mine: dict[str, list[dict]]) -> str | None:
    overdue = sum(row["is_overdue"] for row in mine["actions"])
    return SAYS.beside(len(mine["actions"]), overdue, len(mine["risks"]), len(mine["asked"]))


def named(body: str) -> Markup:
    """A body with the way to its own page."""
    return notes.link(links.here(partner=body), body)


def _own(table: Table, body: str) -> None:
    """One partner: what it leads and helps with, what it does, answers for and was asked, as of the day."""
    mine, law = table.of(body), table.laws.get(body)
    rows = [*mine["leads"], *mine["helps"]]
    shared = sum(len(table.shared_by(row)) > 1 for row in rows)
    told = SAYS.part(len(mine["leads"]), len(mine["helps"]), len(table.rows), shared)
    share.show(share.Said(words.messages.fitted([told], f"{body}. ")))
    notes.html('<p class="lead">{} {}</p><p>{}</p>', told, _tally(rows), SAYS.duty(law))
    own = _divided(table._replace(rows=rows))
    counts = SAYS.divided(*(len(part) for part in own.values()))
    notes.html("<p>{}{}</p>", f"For the board: {counts}. " if counts else "", _ways(table, body))
    if rows:
        tables.plain(
            "Its targets",
            ("Target", "Its part", "Who else", "Its partnership", "How it stands"),
            [_target(table, row, body, row in mine["leads"]) for row in rows],
            is_stacked=True,
        )
    if mine["actions"]:
        agenda.actions(mine["actions"], {row["target"]: words.promises.titled(row) for row in table.rows})
    if mine["risks"]:
        with notes.part("Risks it answers for", words.assessing.risks.summary(mine["risks"]), is_open=True):
            risk_tables.show(mine["risks"])
    if mine["asked"]:
        with notes.part("What scrutiny asked of it", words.scrutiny.exchanges.summary(mine["asked"]), is_open=True):
            notes.html("{}", notes.bullets(words.boards.meeting.asked(row) for row in mine["asked"]))
    notes.html('<p class="next"><a href="{}">Everybody round the table</a></p>', links.here(partner=None))


def _tally(rows: list[dict]) -> str:
    return words.tallies.sentence(words.tallies.tallies(rows, meanings.verdicts()), is_whole=False)


def _ways(table: Table, body: str) -> Markup:
    """To the board's page of this body, and to what to ask it."""
    board = links.address("board", area=table.code, on=table.day, partner=body)
    ask = links.page("scrutiny", area=table.code)
    return notes.join((notes.link(board, "What the board has of them"), notes.link(ask, "What to ask")), "; ")


def _target(table: Table, row: dict, body: str, leads: bool) -> tuple:
    others = [share for share in table.shared_by(row) if share["body"] != body]
    first = [named(share["body"]) for share in others if share["leads"]]
    helping = sum(not share["leads"] for share in others)
    who = [Markup("{} leads").format(name) for name in first] + ([SAYS.helping(helping)] if helping else [])
    return (
        agenda.named(row, date.fromisoformat(table.day)),
        "Leads" if leads else "Helps",
        notes.join(who, "; ") or "Nobody",
        chain.partnership(row) or SAYS.NO_OWNER,
        "Removed on the way" if row["is_removed"] else promise_ratings.standing_badge(row["judgement"]),
    )


def _in_law(table: Table) -> None:
    """The kinds of body that the law named: which of them the papers name, and which they do not."""
    kinds = database.lasting(queries.statutory_partners)
    shown = table.bodies()
    found = {
        row["partner"]: [body for body in shown if row["partner"] in table.laws.get(body, {"named_as": []})["named_as"]]
        for row in kinds
    }
    present = [row for row in kinds if found[row["partner"]]]
    absent = [row["partner"] for row in kinds if not found[row["partner"]]]
    with notes.part("Bodies named in law", SAYS.in_law(len(present), len(kinds))):
        notes.html("<p>{}</p>", SAYS.DUTY)
        if present:
            tables.plain(
                "Bodies named in law",
                ("In law", "Here", "How it answers scrutiny"),
                [
                    (row["partner"], notes.join(map(named, found[row["partner"]]), ", "), SAYS.answers(row))
                    for row in present
                ],
                is_stacked=True,
            )
        notes.html("<p>The papers found name none of these here: {}. {}</p>", "; ".join(absent), SAYS.ABSENT)


def _districts(table: Table) -> None:
    """Of a county its districts: their councils as partners, and what is promised and printed of each by itself."""
    places = database.lasting(queries.districts, table.code)
    if not places:
        return
    figures = database.lasting(queries.district_figures, table.code, table.day)
    own = {
        place["area_code"]: [row for row in table.rows if row["area_code"] == place["area_code"]] for place in places
    }
    with notes.part("Its districts", SAYS.districts([len(rows) for rows in own.values()])):
        tables.plain(
            "Its districts",
            ("District", "Its council here", "Promised for it by itself", "Measures with its figures"),
            [
                (
                    notes.link(links.page("report_card", area=place["area_code"]), place["name"]),
                    _council(table, place["name"]),
                    notes.join(
                        (agenda.named(row, date.fromisoformat(table.day)) for row in own[place["area_code"]]), "; "
                    )
                    or None,
                    figures.get(place["area_code"], 0),
                )
                for place in places
            ],
            is_stacked=True,
        )


def _council(table: Table, district: str) -> Markup | str:
    """The council of a district as the papers name it, with its part; they may name none."""
    for body in table.bodies():
        law = table.laws.get(body)
        if law and "District authorities" in law["named_as"] and district in body:
            mine = table.of(body)
            told = Markup("{}: leads {}, helps with {}")
            return told.format(named(body), len(mine["leads"]), len(mine["helps"]))
    return "Not named in the papers"
