"""What a map or chart says, in words: its lead sentence, its text alternative, its table."""

from data_pipeline import queries, words
from pages.components.markup import notes


def map_reading(rows: list[dict], series: dict, year: str, layer: str, place: str, whole: str | None) -> None:
    """Before the map: the place as a whole if published, the lowest, the highest, how many have no figure."""
    unit, decimals = series["unit"], series["decimals"]
    known = [row for row in rows if row["value"] is not None]
    what = "agreement areas" if layer == "agreement" else "districts"
    overall = ""
    if whole is not None:
        of_what = "has a figure of its own duties" if series["has_own_tiers"] else "as a whole"
        overall = f"{place} {of_what}: {words.figures.figure(whole, unit, decimals)}. "
    if not known:
        reasons = {row["missing_reason"] for row in rows}
        why = f": {reasons.pop()}." if len(reasons) == 1 else ". The table says why for each."
        text = '<p class="answer">{}None of these {} {} has a figure for {}{}</p>'
        notes.html(text, overall, len(rows), what, year, why)
        return
    low, high = min(known, key=_value), max(known, key=_value)
    missing = len(rows) - len(known)
    notes.html(
        '<p class="lead">{}From {} in {} to {} in {}.{}{}</p>',
        overall,
        words.figures.figure(low["value"], unit, decimals),
        low["name"],
        words.figures.figure(high["value"], unit, decimals),
        high["name"],
        f" {good}" if (good := words.figures.GOOD_WAY.get(series["polarity"])) else "",
        f" {missing} of {len(rows)} {what} have no figure." if missing else "",
    )


def _value(row: dict) -> float:
    return row["value"]


def comparators(area: dict, series: dict) -> list[tuple[str, str, str]]:
    """The kind, code and name of each comparator that an area has; England has none, nor have figures of own duties."""
    if area["area_code"] == queries.ENGLAND or series["has_own_tiers"]:
        return []
    found = [
        ("England", queries.ENGLAND, "England"),
        ("Region", area["region_code"], area["region"]),
        ("County", area["county_code"], area["county_name"]),
    ]
    return [(kind, code, name) for kind, code, name in found if code]


def trend_text(place: str, rows: list[dict], series: dict) -> str:
    """The trend chart in words."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return f"{series['series_title']}, {place}: no figures."
    first, last = (
        words.figures.figure(row["value"], series["unit"], series["decimals"]) for row in (known[0], known[-1])
    )
    return (
        f"Line chart of {series['series_title']} in {place}: {first} in {known[0]['reporting_year']}, "
        f"{last} in {known[-1]['reporting_year']}. {broken(rows)}"
    ).strip()


def broken(rows: list[dict]) -> str:
    """Where a run of figures is broken, in a sentence; nothing where it is not."""
    years = [row["reporting_year"] for row in rows if row["is_break"]]
    if not years:
        return ""
    return (
        f"From {words.figures.listed(years)} on another thing is measured: earlier figures cannot be set beside later. "
    )


def trend_table(place: str, rows: list[dict], beside: dict[str, tuple[str, list[dict]]], series: dict) -> tuple:
    """Caption, columns and rows of the trend chart's table: the place, its interval, its comparators."""
    unit, decimals = series["unit"], series["decimals"]

    def said(row: dict | None) -> str | None:
        if row is None:
            return None
        if row["value"] is None and row["status"] == "not available" and row["numerator"] is not None:
            return f"only the count: {row['numerator']:,.0f}"
        if row["value"] is None:
            return row["status_meaning"]
        return words.figures.figure(row["value"], unit, decimals)

    def interval(row: dict) -> str | None:
        if row["lower"] is None:
            return None
        limits = " to ".join(words.figures.short_figure(row[limit], unit, decimals) for limit in ("lower", "upper"))
        return f"{limits}, from the counts" if row["is_worked_out"] else limits

    counts, has_notes = [words.figures.counted(row, series) for row in rows], any(row["note"] for row in rows)
    lookup = {name: {row["reporting_year"]: row for row in line} for name, line in beside.values()}
    body = [
        (
            row["reporting_year"],
            row["period_label"],
            said(row),
            interval(row),
            *([count] if any(counts) else []),
            *(said(line.get(row["reporting_year"])) for line in lookup.values()),
            row["published_code"],
            *([row["note"]] if has_notes else []),
        )
        for row, count in zip(rows, counts, strict=True)
    ]
    counted, noted = ("Counted",) if any(counts) else (), ("Note",) if has_notes else ()
    columns = ("Year", "Measured over", place, "95% interval", *counted, *lookup, "Published under", *noted)
    return f"{series['series_title']}: {place} and comparators by year", columns, body


def spread_text(here: dict | None, quartiles: dict, series: dict, year: str) -> str:
    """The spread chart in words."""
    unit, decimals = series["unit"], series["decimals"]
    half = " to ".join(
        words.figures.figure(quartiles[key], unit, decimals) for key in ("lower_quartile", "upper_quartile")
    )
    text = f"{series['series_title']} in {year}, {quartiles['area_count']} places: half of them lie from {half}."
    if here and here["value"] is not None:
        text += f" {here['name']} has {words.figures.figure(here['value'], unit, decimals)}."
    return text


def spread_note(here: dict | None, quartiles: dict, series: dict) -> None:
    unit, decimals = series["unit"], series["decimals"]
    low, middle, high = (
        words.figures.figure(quartiles[key], unit, decimals) for key in ("lower_quartile", "median", "upper_quartile")
    )
    position = ""
    if here and here["value"] is not None:
        place = (
            "below"
            if here["value"] < quartiles["lower_quartile"]
            else "above"
            if here["value"] > quartiles["upper_quartile"]
            else "inside"
        )
        position = f" {here['name']} lies {place} the middle half."
    elif here:
        position = f" {here['name']} has no figure: {here['missing_reason']}."
    notes.html(
        '<p>Each mark is one of {} places. The shaded middle half runs from {} to {}; the middle place has {}.{}{}</p>',
        quartiles["area_count"], low, high, middle, position,
        " Councils that only collect stand here among those that dispose as well." if series["has_own_tiers"] else "",
    )  # fmt: skip
