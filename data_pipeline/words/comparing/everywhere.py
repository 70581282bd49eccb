"""Where one place lies among all places of its kind, in words: as dots, and on the spokes of a radar."""

from data_pipeline.words.figures import figure, short_figure

ENDS = ("lowest", "lower_quartile", "median", "upper_quartile", "highest")
COLUMNS = ("Lowest", "A quarter lie below", "Middle", "A quarter lie above", "Highest")
NORMALISED = (
    "Each measure is drawn by the share of all {count} other places whose figure is worse, those alike counted half: "
    "at the rim it is better than all of them, in the middle worse. Where lower is better, that is turned."
)
EVERY = "The figure of every place stands in the table beside the map on the page of each measure."
CAVEAT = (
    "Look at each spoke by itself. The shape and the area inside a line mean nothing: they change with the order of "
    "the measures. A difference may be chance, which stands under “Measure by measure”."
)
BARS = "There are fewer than three measures to draw, so they are bars and no radar."


def kinds(kind: str, row: dict) -> str:
    """What the places are: of a measure of own duties those with the same."""
    what = "districts, unitary councils and boroughs" if kind == "district" else "agreement areas"
    return f"{what} with the same duties" if row["has_own_tiers"] else what


def swarm(place: str, row: dict, known: dict, what: str, region: str) -> str:
    """What the dots of one measure show."""
    ends = [short_figure(known[name], row["unit"], row["decimals"]) for name in ENDS]
    said = (
        f"{place}: {figure(row['value'], row['unit'], row['decimals'])}. {known['count']} {what} lie from {ends[0]} to "
        f"{ends[4]}, half of them from {ends[1]} to {ends[3]}."
    )
    if not known["region_count"]:
        return said
    low, high = (short_figure(known[f"region_{name}"], row["unit"], row["decimals"]) for name in ("lowest", "highest"))
    return f"{said} The {known['region_count']} in {region} lie from {low} to {high}."


def table_row(row: dict, known: dict, which: str = "") -> list[str | None]:
    """The ends and quarters of all places, or with `which` 'region_' of those of the region."""
    values = (known[f"{which}{name}"] for name in ENDS)
    return [None if value is None else short_figure(value, row["unit"], row["decimals"]) for value in values]


def share(value: float) -> str:
    """A share of places as a table has it: '62%'."""
    return f"{100 * value:.0f}%"
