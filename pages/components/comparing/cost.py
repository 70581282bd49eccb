"""What a child in care cost, beside how many were moved often: the one service of which both are held by council."""

from markupsafe import Markup

from data_pipeline import queries, words
from data_pipeline.drawings import svg
from data_pipeline.drawings.comparing import cost
from pages.components.comparing.choosing import Group
from pages.components.markup import notes, tables
from pages.serving import database, links

SAYS = words.comparing.cost


def show(area: dict, group: Group, _: list[dict], year: str) -> None:
    """The council that answers for the place among all, a picture and a table of it and of the group's councils."""
    rows = {row["area_code"]: row for row in database.lasting(queries.cost_of_care, year)}
    if not rows:
        years = database.lasting(queries.years_of_cost)
        ways = notes.join((notes.link(links.here(year=other), other) for other in years), ", ")
        notes.html("<p>{} {}.</p>", SAYS.other_year(year, years), ways)
        return
    code = area["area_code"] if area["area_code"] in rows else area["county_code"]
    mine = rows[code]
    known = [row for row in rows.values() if row["not_computable"] is None]
    notes.html("<h2>{}: children in care, {}</h2>", SAYS.TITLE, year)
    if code != area["area_code"]:
        notes.html("<p>{}</p>", SAYS.of_county(mine["name"]))
    notes.html('<p>{}</p><p class="caution">{}</p>', SAYS.lead(mine["name"], mine, known), SAYS.CAUTION)
    beside = [other for other in group.names if other in rows and other != code]
    drawn = cost.chart(known, code, beside, (SAYS.TITLE, *SAYS.AXES), SAYS.alt(mine["name"], known))
    notes.html("{}", Markup(svg.inline(drawn)))
    notes.html('<p class="quiet">The dotted lines are the middles of all {} councils.</p>', len(known))
    body = [SAYS.line(rows[each]) for each in (code, *beside)]
    tables.plain(f"{SAYS.TITLE}, {year}", SAYS.COLUMNS, body, is_stacked=True)
    notes.html('<p class="quiet">{}</p><p class="quiet">{}</p>', SAYS.HOW, SAYS.missing(list(rows.values())))
    every = notes.link(links.address("data/cost_of_care.csv"), "All councils as CSV")
    spent = notes.link(f"{links.page('report_card', area=code, view='figures')}#spending", "By service and year")
    notes.html("<p>{} · {}</p>", every, spent)
