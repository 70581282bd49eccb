"""Every measure of a place beside a group of others, a row each: its figure, where it lies, how sure that is."""

from data_pipeline import words
from data_pipeline.drawings import svg
from data_pipeline.drawings.comparing import spine
from pages.components.comparing.choosing import Group
from pages.components.judgements import judgements
from pages.components.markup import meanings, templates
from pages.serving import links

SAYS = words.comparing.standing


def show(area: dict, group: Group, rows: list[dict], year: str) -> None:
    """The table of what can be compared, and what cannot, each with its reason."""
    compared = [row for row in rows if row["why_not"] is None]
    parts = [
        (kind != SAYS.ALIKE, heading, [_line(row, area, group, year) for row in mine])
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
        key=[(svg.address(_sample(sample)), name) for sample, name in key],
        heads=("Measure", area["name"], f"Among {group.called}", "Beside them", "Beside England"),
        missing=_missing(rows),
        missing_count=len(rows) - len(compared),
        methods=judgements.methods(),
    )


def _sample(drawn: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="14">{drawn}</svg>'


def _line(row: dict, area: dict, group: Group, year: str) -> dict:
    """One measure, as its row of the table."""
    verdicts, england = meanings.verdicts(), row["england"]
    return {
        "row": row,
        "address": links.page("indicator", indicator=row["indicator"], area=area["area_code"], year=year),
        "strip": f"{links.here(indicator=row['indicator'])}#strip",
        "figure": words.figures.figure_and_unit(row["value"], row["unit"], row["decimals"]),
        "good": SAYS.good(row),
        "picture": svg.address(spine.drawn(row, row["england_value"])),
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
