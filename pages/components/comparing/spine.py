"""Every measure of a place beside a group of others, a row each: its figure, where it lies, how sure that is."""

from data_pipeline import words
from data_pipeline.drawings.comparing import spine
from pages.components.comparing import choosing, strip
from pages.components.comparing.choosing import Group
from pages.components.finding import asked
from pages.components.judgements import judgements
from pages.components.markup import meanings, templates
from pages.serving import links

SAYS = words.comparing.standing
EVERY = "every"  # Of `?by=`: what is alike, and folded, is drawn too.


def show(area: dict, group: Group, rows: list[dict], year: str) -> None:
    """The table of what can be compared, and what cannot, each with its reason."""
    compared = [row for row in rows if row["why_not"] is None]
    strip.show(area, group, compared, year)
    is_whole = asked.text("by") == EVERY
    parts = [
        (kind != SAYS.ALIKE, heading, [_line(row, area, group, year, kind != SAYS.ALIKE or is_whole) for row in mine])
        for kind, heading, mine in SAYS.parts(rows)
    ]
    has_interval = any(row["lower"] is not None and row["is_testable"] for row in compared)
    key = spine.key(area["name"], any(row["england_value"] is not None for row in compared), has_interval)
    templates.show(
        "comparing/spine",
        area=area,
        group=group,
        year=year,
        parts=parts,
        key=choosing.key(key),
        heads=("Measure", area["name"], f"Among {group.called}", "Beside them", "Beside England"),
        is_whole=is_whole,
        whole=links.here(by=EVERY),
        missing=_missing(rows),
        missing_count=len(rows) - len(compared),
        methods=judgements.methods(),
    )


def _line(row: dict, area: dict, group: Group, year: str, is_drawn: bool) -> dict:
    """One measure, as its row of the table."""
    verdicts, england = meanings.verdicts(), row["england"]
    return {
        "row": row,
        "address": links.page("indicator", indicator=row["indicator"], area=area["area_code"], year=year),
        "strip": f"{links.here(indicator=row['indicator'])}#strip",
        "figure": words.figures.figure_and_unit(row["value"], row["unit"], row["decimals"]),
        "interval": SAYS.interval(row),
        "good": SAYS.good(row),
        "picture": choosing.picture(spine.drawn(row, row["england_value"])) if is_drawn else None,
        "spread": SAYS.spread(row),
        "without": SAYS.left_out(row, group.names),
        "badge": judgements.marked(*SAYS.verdict(row, verdicts)),
        "chance": SAYS.chance(row),
        "rank": SAYS.rank(row),
        "england": judgements.beside({"england": england}, area, row) if england else [],
    }


def _missing(rows: list[dict]) -> dict[str, list[dict]]:
    """The measures that cannot be compared, by the reason."""
    found: dict[str, list[dict]] = {}
    for row in rows:
        if row["why_not"]:
            found.setdefault(row["why_not"], []).append(row)
    return found
