"""What a page shows, as the sheets of a workbook: every number as a number, with its unit and what is said of it."""

from data_pipeline import queries, words
from data_pipeline.spreadsheets import Number, Sheet


def of_figures(con: queries.Connection, card: dict, as_of: str | None) -> list[Sheet]:
    """The national figures of one place in one year, and how each went; `card` as figures_card.made_of has it."""
    year = card["year"]
    runs = queries.runs_of_area(con, card["area"]["area_code"], as_of)
    heads = [
        ("Measure", 50), ("Indicator", 12), ("Theme", 30), (year, 12), ("Unit", 18), ("Measured over", 22),
        ("Counted", 34), ("Since 2007/08", 20), ("Figure for 2007/08", 12), ("Change", 12),
        ("Beside similar areas", 40), ("Their middle", 12), ("Beside England", 40),
        ("England, or the middle of places in it", 16), ("Direction of travel", 22), ("95% from", 12), ("95% to", 12),
        ("Why there is no figure", 50), ("How near the indicator", 24), ("Publisher", 50), ("Licence", 30),
        ("Caveat", 60),
    ]  # fmt: skip
    rows = sorted([*card["rows"], *card["missing"]], key=lambda row: (row["laa_theme"], row["series_id"]))
    years = sorted({label for run, _ in runs.values() for label in run})
    over_time = [
        [row["series_title"], row["indicator"], row["unit"], *(_number(row, run.get(label)) for label in years)]
        for row in rows
        if (run := runs.get(row["series_id"], ({},))[0])
    ]
    of_years = [("Measure", 50), ("Indicator", 12), ("Unit", 18), *((label, 10) for label in years)]
    return [Sheet("Figures", heads, [_line(card, row) for row in rows]), Sheet("Over time", of_years, over_time)]


def _number(series: dict, value: float | None) -> Number:
    return Number(value, series["unit"], series["decimals"])


def _line(card: dict, row: dict) -> list:
    status, _ = words.cards.since_start(row)
    direction = card["directions"].get(row["series_id"])
    cells = [row["series_title"], row["indicator"], row["laa_theme"], _number(row, row["value"]), row["unit"]]
    if row["value"] is None:
        return [*cells, *[None] * 12, words.cards.missing(row), *_about(row)]
    low, high = (row[end] if row[end] is not None else row[f"counted_{end}"] for end in ("lower", "upper"))
    return [
        *cells,
        row["period_label"],
        words.figures.counted(row, row),
        words.cards.change(status, card["verdicts"])[2] if status else words.cards.since_start(row)[1],
        _number(row, row["start_value"]),
        _number(row, row["change_since_start"]),
        *_beside(card, row),
        words.directions.direction(direction, card["verdicts"])[1] if direction else None,
        _number(row, low),
        _number(row, high),
        None,
        *_about(row),
    ]


def _about(row: dict) -> list[str]:
    return [words.cards.BASIS[row["basis"]], row["publisher"], row["licence"], row["caveat"]]


def _beside(card: dict, row: dict) -> list:
    cells, names = [], words.comparisons.names(card["area"])
    for comparator in words.comparisons.ON_CARDS:
        beside = card["compared"].get(row["series_id"], {}).get(comparator)
        if beside is None or beside["words"] is None:
            cells += [None, None]
            continue
        told = words.comparisons.comparison(beside, names[comparator], card["verdicts"])
        value = beside["comparator_value"] if words.comparisons.is_tested(beside) else beside["median"]
        cells += [words.figures.upper_first(told), _number(row, value)]
    return cells


def of_agreement(card: dict) -> list[Sheet]:
    """Every promise of an agreement, what is being done, how to take part; `card` as agreement_card.made_of has it."""
    heads = [("Promise", 60), ("Indicator", 12), ("Policy area", 30), ("Kind", 18), ("Of", 22), ("Lead", 40)]
    for name in ("Started at", "Due by then", "What happened", "Final target"):
        heads += [(f"{name}, as printed", 18), (name, 12), (f"{name}: when", 20)]
    heads += [("How it stands", 20), ("About that", 30), ("Their word", 30), ("Our note", 60)]
    promises = [_promise(card, group, row) for group in card["groups"] for row in group["promises"]]
    actions, ways = _said(card, "actions", words.cards.action), _said(card, "engagement", words.cards.activity)
    about = [("Policy area", 30), ("What", 60), ("About it", 90)]
    said = [Sheet("What is being done", about, actions), Sheet("How you can help", about, ways)]
    return [Sheet("Promises", heads, promises), *(sheet for sheet in said if sheet.rows)]


def _said(card: dict, name: str, say) -> list[list[str]]:
    return [[group["name"], *say(row)] for group in card["groups"] for row in group[name]]


def _promise(card: dict, group: dict, row: dict) -> list:
    cells = [row["title"], row["indicator"], group["name"], row["kind"], row["area_name"], row["lead_partner"]]
    for which in ("baseline", "milestone", "", "final"):
        prefix = f"{which}_" if which else ""
        value = row[f"{prefix}value"]
        cells += [words.promises.printed(row, which), _as_printed(row, value), row[f"{prefix}period_label"]]
    stands = ("", "", "", "")
    if row["judgement"] is not None and words.tallies.sort_of(row) != "without":
        stands = words.ratings.stands(row["judgement"], card["verdicts"])
    return [*cells, stands[2], stands[3], row["published_rating"] or row["published_change"], row["note"]]


def _as_printed(row: dict, value: float | None) -> Number:
    return Number(value, **words.outlooks.scale(row))


def of_indicator(
    con: queries.Connection, series: dict, places: dict[str, str], year: str, as_of: str | None
) -> list[Sheet]:
    """One measure: some places over time, by their names, and every place in one year."""
    heads = [
        ("Place", 34), ("Year", 12), ("Measured over", 24), (series["series_title"], 16), ("95% from", 12),
        ("95% to", 12), ("Count", 12), ("Of", 12), ("Status", 30), ("Note", 60),
    ]  # fmt: skip
    rows = [
        [
            places[code], row["reporting_year"], row["period_label"], _number(series, row["value"]),
            _number(series, row["lower"]), _number(series, row["upper"]), Number(row["numerator"]),
            Number(row["denominator"]), row["status_meaning"], row["note"],
        ]
        for code, lines in queries.runs_of_series(con, series, list(places), as_of).items()
        for row in lines
    ]  # fmt: skip
    return [Sheet("Over time", heads, rows), *of_map(con, queries.ENGLAND, series, year)]


def of_map(con: queries.Connection, scope: str, series: dict, year: str) -> list[Sheet]:
    """What a map colours: every district, or every agreement area, with its figure or why there is none."""
    layer = queries.map_layer(con, scope, series["series_id"])
    verdicts = queries.verdicts(con)
    heads = [
        ("Place", 34), ("Code", 12), (year, 14), ("Unit", 20), ("Since 2007/08", 24), ("Why there is no figure", 60),
    ]  # fmt: skip
    rows = []
    for row in queries.area_map(con, layer, series["indicator"], year):
        status = words.figures.change_status(row)
        way = words.cards.change(status, verdicts)[2] if status else None
        figure = _number(series, row["value"])
        rows.append([row["name"], row["area_code"], figure, series["unit"], way, row["missing_reason"]])
    return [Sheet("Agreement areas" if layer == "agreement" else "Districts", heads, rows)]
