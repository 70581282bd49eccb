"""The fixture world: a small made-up England, written out as the files a publisher would send.

Everything in it is invented (the places come from novels), so no figure here can be mistaken for
a real one. `write` lays the files out; the rest damages them, one thing at a time.
"""

import csv
import io
import json
import shutil
from pathlib import Path

from data_pipeline.building import definitions
from data_pipeline.reading.layouts import tidy

ENGLAND = "E92000001"
LOAMLAND, WESSEX = "E12000091", "E12000092"
BARSETSHIRE = "E10000901"
BARCHESTER, SILVERBRIDGE = "E07000901", "E07000902"
MELCHESTER = "E07000903"  # A district abolished in 2009: now part of Casterbridge.
CASTERBRIDGE = "E06000901"
WALMINGTON = "E06000902"  # Merged in 2019 into:
WALMINGTON_AND_EASTGATE = "E06000903"
COKETOWN = "E08000901"  # Recoded in 2013 to:
COKETOWN_2013 = "E08000902"
DISTRICTS = (BARCHESTER, SILVERBRIDGE, CASTERBRIDGE, WALMINGTON, COKETOWN)
AGREEMENT_AREAS = (BARSETSHIRE, CASTERBRIDGE, WALMINGTON, COKETOWN)

ROOT = Path(__file__).parents[2]
YEAR = "2010-04-01/P1Y"  # A period of which most areas have a figure of NI 901.

SAFER, ECONOMY = "Safer and Stronger Communities", "Economic Development and the Environment"

OF_THE_CODE = ("rules", "verdicts")
DEFINITIONS = {
    "areas": [
        {"area_code": BARSETSHIRE, "name": "Barsetshire", "area_type": "county", "region": "Loamland",
         "laa_area_code": BARSETSHIRE, "aliases": "Barsetshire County Council"},
        {"area_code": BARCHESTER, "name": "Barchester", "area_type": "district", "region": "Loamland",
         "laa_area_code": BARSETSHIRE, "aliases": "Barchester City Council|City of Barchester"},
        {"area_code": SILVERBRIDGE, "name": "Silverbridge", "area_type": "district", "region": "Loamland",
         "laa_area_code": BARSETSHIRE},
        {"area_code": COKETOWN, "name": "Coketown", "area_type": "metropolitan", "region": "Loamland",
         "laa_area_code": COKETOWN, "later_code": COKETOWN_2013, "old_code": "00XB"},
        {"area_code": CASTERBRIDGE, "name": "Casterbridge", "area_type": "unitary", "region": "Wessex",
         "laa_area_code": CASTERBRIDGE, "aliases": "Casterbridge UA", "old_code": "00XA"},
        {"area_code": WALMINGTON, "name": "Walmington-on-Sea", "area_type": "unitary", "region": "Wessex",
         "laa_area_code": WALMINGTON, "end_date": "2019-03-31", "successor_codes": WALMINGTON_AND_EASTGATE,
         "successor_names": "Walmington and Eastgate"},
        {"area_code": MELCHESTER, "name": "Melchester", "area_type": "former_district", "end_date": "2009-03-31",
         "successor_codes": CASTERBRIDGE, "successor_names": "Casterbridge"},
    ],
    "area_code_history": [
        {"area_code": COKETOWN_2013, "name": "Coketown", "previous_code": COKETOWN, "previous_name": "Coketown",
         "order_title": "The Coketown (Boundary Change) Order 2013", "operative_date": "2013-04-01"},
    ],
    "regions": [
        {"area_code": ENGLAND, "name": "England", "area_type": "country"},
        {"area_code": LOAMLAND, "name": "Loamland", "area_type": "region"},
        {"area_code": WESSEX, "name": "Wessex", "area_type": "region"},
    ],
    "wards": [
        {"ward_code": "E05000901", "ward": "Hiram's Hospital", "area_code": BARCHESTER},
        {"ward_code": "E05000902", "ward": "Mixen Lane", "area_code": CASTERBRIDGE},
    ],
    "parishes": [
        {"parish_code": "E04000901", "parish": "Plumstead Episcopi", "area_code": BARCHESTER},
        {"parish_code": "E04000902", "parish": "Eastgate", "area_code": WALMINGTON_AND_EASTGATE},
    ],
    "towns": [{"town": "Budmouth", "area_code": CASTERBRIDGE, "longitude": "-2.4", "latitude": "50.6"}],
    "other_places": [
        {"place": "Trollopia", "kind": "former county", "area_codes": f"{BARSETSHIRE};{CASTERBRIDGE}"},
        {"place": "Llareggub", "kind": "outside England", "country": "Wales"},
    ],
    "short_names": [{"long": "barsetshire", "short": "barsets"}],
    "context": [
        {"area_code": code, "population_2008": population, "area_km2": area, "people_per_km2": density,
         "imd_2007_mean_score": score, "share_in_most_deprived_tenth": share}
        for code, population, area, density, score, share in [
            (BARSETSHIRE, "160700.0", "800.0", "200.9", "15.00", "0.0200"),
            (BARCHESTER, "60700.0", "200.0", "303.5", "18.00", "0.0400"),
            (SILVERBRIDGE, "100000.0", "600.0", "166.7", "13.20", "0.0000"),
            (CASTERBRIDGE, "120000.0", "150.0", "800.0", "22.00", "0.1000"),
            (COKETOWN, "300000.0", "100.0", "3000.0", "35.00", "0.3000"),
        ]
    ],
    "childrens_services_spending": [
        {"area_code": code, "period": YEAR, "service": service, "gross_gbp": gross, "net_current_gbp": net}
        for code, service, gross, net in [
            (CASTERBRIDGE, "Children looked after", "600000", "480000"),
            (CASTERBRIDGE, "Family support", "90000", "0"),
            (COKETOWN, "Children looked after", "3000000", "2400000"),
        ]
    ],
    "national_indicators": [
        {"indicator": "NI 901", "title": "Pupils who cannot find the library", "laa_theme": SAFER, "unit": "%",
         "polarity": "lower", "place_survey": "yes"},
        {"indicator": "NI 902", "title": "Weekly pay of clockmakers", "laa_theme": ECONOMY, "unit": "£",
         "polarity": "higher"},
        {"indicator": "NI 903", "title": "New bandstands", "laa_theme": ECONOMY, "polarity": "higher"},
        {"indicator": "NI 905", "title": "An indicator nobody published", "laa_theme": SAFER, "polarity": "higher"},
    ],
    "other_indicators": [
        {"indicator": "LI 904", "title": "Bridges that are painted", "laa_theme": ECONOMY, "unit": "%",
         "polarity": "higher"},
    ],
    "indicator_words": [
        {"indicator": "NI 901", "plain": "How many pupils never find the library.", "other_words": "books lost"},
    ],
    "spatial_levels": [
        {"spatial_level": "parish", "plain": "Parishes", "body": "the vestry", "reported_by": "vestries",
         "tier": "other", "partner": "The Board of Clocks"},
    ],
    "old_sets": [{"term": "LAA", "document": "WP", "line": "2", "says": "Before, there were other lists."}],
    "further_words": [
        {"term": "NI", "expansion": "National Indicator", "definition": "A measure.", "source": "An Act of 2007"},
    ],
    "themes": [
        {"code": "CYP", "name": "Children and Young People"},
        {"code": "HCOP", "name": "Healthier Communities and Older People"},
        {"code": "SSC", "name": SAFER},
        {"code": "EDE", "name": ECONOMY},
    ],
    "glossary": [{"term": "LAA", "expansion": "Local Area Agreement", "document": "WP", "line": "1"}],
    "documents": [{"document": "WP", "title": "A White Paper", "publisher": "A department", "date": "2006-10"}],
    "ratings": [
        {"position": "1", "code": "met", "rating": "Met", "symbol": "★", "meaning": "Reached."},
        {"position": "2", "code": "on_track", "rating": "On track", "symbol": "✓", "meaning": "In time."},
        {"position": "3", "code": "close", "rating": "Close", "symbol": "~", "meaning": "Near.",
         "least_share": "0.6"},
        {"position": "4", "code": "behind", "rating": "Behind", "symbol": "!", "meaning": "Late.", "least_share": "0"},
        {"position": "5", "code": "backwards", "rating": "Gone backwards", "symbol": "▼", "meaning": "Worse."},
        {"position": "6", "code": "missed", "rating": "Missed", "symbol": "✕", "meaning": "Not reached."},
        {"position": "7", "code": "check", "rating": "Target needs checking", "symbol": "⚠", "meaning": "Odd."},
        {"position": "8", "code": "unknown", "rating": "Not known", "symbol": "?", "meaning": "Not published."},
    ],
    "thresholds": [
        {"name": "few_people", "value": "1000", "what_it_does": "Fewer are few."},
        {"name": "stale_days", "value": "365", "what_it_does": "More are late."},
        {"name": "lines_of_enquiry", "value": "8", "what_it_does": "More are folded."},
        {"name": "evidence_days", "value": "1095", "what_it_does": "More are due."},
    ],
    "tone_words": [
        {"pattern": r"\b(?:excellent|outstanding|delighted|success\w*)\b", "tone": "good"},
        {"pattern": r"\b(?:poor|failed|missed|fell short|too slow)\b", "tone": "bad"},
    ],
    "published_ratings": [
        {"position": "1", "pattern": "green", "verdict": "good"},
        {"position": "2", "pattern": ".*", "verdict": "unclear"},
    ],
    "statuses": [
        {"code": "", "status": "published", "meaning": "Published by the source", "has_value": "yes"},
        {"code": "p", "status": "provisional", "meaning": "May be revised", "has_value": "yes"},
        {"code": "u", "status": "suppressed", "meaning": "Too unreliable to print", "has_value": "no"},
        {"code": "c", "status": "suppressed", "meaning": "Withheld to protect people", "has_value": "no"},
        {"code": "x", "status": "not available", "meaning": "The publisher has no figure", "has_value": "no"},
        {"code": "z", "status": "not applicable", "meaning": "Not for this place", "has_value": "no"},
    ],
    "published_sums": [
        {"sum_id": "bandstands", "document": "WP", "line": "1", "what": "Share of parks with a bandstand (%)",
         "kind": "share", "operands": "26|80", "result_as_printed": "33"},
        {"sum_id": "clocks", "document": "WP", "line": "2", "what": "Clocks, times the price of each",
         "kind": "product", "operands": "7|9", "result_as_printed": "60", "wording": "around"},
    ],
    "published_words": [
        {"document": "WP", "line": "3", "words": "majority", "what": "Parks with a bench", "part": "41", "whole": "80",
         "figure_line": "4"},
    ],
    "published_facts": [
        {"fact_id": "can_read", "document": "WP", "line": "5", "topic": "reading", "measure": "share",
         "what": "Pupils who can read", "period_start": "2005", "period_end": "2005", "value": "61",
         "unit_as_printed": "%", "base": "pupils", "source_published": "2005", "as_printed": "61% can read"},
        {"fact_id": "cannot_read", "document": "WP", "line": "6", "topic": "reading", "measure": "share",
         "what": "Pupils who cannot read", "period_start": "2005", "period_end": "2005", "value": "39",
         "unit_as_printed": "%", "base": "pupils", "complement_of": "can_read", "as_printed": "39% cannot raed"},
        {"fact_id": "reading_gap", "document": "WP", "line": "7", "topic": "reading gap", "measure": "gap",
         "what": "Gap in reading", "value": "6", "unit_as_printed": "percentage points", "as_printed": "a gap of 6"},
        {"fact_id": "reading_chart", "document": "WP", "line": "8", "topic": "reading", "measure": "chart",
         "what": "Reading by year", "as_printed": "Reading by year"},
    ],
    "printed_figures": [
        {"document": "WP", "line": "8", "paragraph": "1.2 box", "topic": "Results of neighbourhoods",
         "what": "Change in clocks that stand still", "period": "2004", "value": "-20", "unit": "% change",
         "geography": "Close, Barchester", "area_code": BARCHESTER, "as_printed": "a fifth fewer", "note": "Odd."},
        {"document": "WP", "line": "5", "topic": "Reading", "what": "Pupils who can read", "period": "2005",
         "value": "61", "unit": "%", "geography": "England", "as_printed": "61% can read", "fact_id": "can_read"},
    ],
    "consultation_responses": [
        {"answer": f"{question}.{number}", "document": "WP", "line": str(line), "question": question,
         "topic": "Libraries", "base_type": base, "level": level, "parent": parent, "response_group": group,
         "responses": count, "percent_as_printed": percent,
         "stance": {"Yes": "yes", "No": "no"}.get(group, "")}
        for line, (question, number, base, level, parent, group, count, percent) in enumerate([
            ("RESP", "1", "respondents", "main", "", "Councils", "79", "44%"),
            ("RESP", "2", "respondents", "sub", "Councils", "Counties", "26", "14%"),
            ("RESP", "3", "respondents", "sub", "Councils", "Districts", "53", "29%"),
            ("RESP", "4", "respondents", "main", "", "Clubs", "100", "56%"),
            ("RESP", "5", "respondents", "main", "", "A ministry", "1", "<1%"),
            ("RESP", "total", "respondents", "total", "", "Total", "180", "100%"),
            ("Q1", "1", "responses", "main", "", "Yes", "100", "50%"),
            ("Q1", "2", "responses", "main", "", "No", "99", "50%"),
            ("Q1", "total", "responses", "total", "", "Total responses", "199", "100%"),
        ], 20)
    ],
    "consultation_texts": [
        {"document": "WP", "line": str(line), "kind": kind, "question": question, "heading": heading,
         "wording": wording, "plain": plain}
        for line, (kind, question, heading, wording, plain) in enumerate([
            ("question", "Q1", "", "Do you agree that libraries should have clocks?", "Should libraries have clocks?"),
            ("government", "Q1", "Clocks", "We shall wind them.", ""),
            ("finding", "", "", "Most like clocks.", ""),
            ("method", "", "", "The answers were counted by hand.", ""),
        ], 30)
    ],
    "consultation_quotations": [
        {"document": "WP", "line": "35", "question": "Q1", "answer": "Q1.2", "respondent": "partner authority",
         "wording": "A clock is loud."},
    ],
    "consultation_respondents": [{"document": "WP", "line": "40", "organisation": "Barchester Clock Club"}],
    "statutory_partners": [
        {"partner": "The Board of Clocks", "is_named": "yes", "named_in_2006": "yes", "named_in_2008": "yes",
         "words": "clock", "answers": "20 working days"},
    ],
    "figures_found": [
        {"area_name": "Barchester", "area_code": BARCHESTER, "source_url": "https://a.example/paper", "figures": "2",
         "in_packs": "0", "in_series": "1", "in_notes": "0"},
    ],
    "figures_left_out": [
        {"area_name": "Barchester", "title": "Bells", "period": "2009/10", "measure": "outturn", "value": "7",
         "reason": "Bells are no promise.", "source_url": "https://a.example/paper", "source_title": "A paper"},
    ],
    "misprints": [{"document": "WP", "line": "6", "printed": "raed", "meant": "read"}],
    "council_names": [{"area_code": COKETOWN, "council": "Borough of Coketown", "why": "The list has none"}],
    "council_duties": [
        {"position": "1", "duty": "libraries", "tier": "county", "is_in_line": "yes", "law": "Library Act 1850"},
        {"position": "2", "duty": "bandstands", "tier": "district", "is_in_line": "yes", "document": "WP", "line": "8"},
    ],
    "redress": [
        {"position": "1", "way": "The Beadle", "about": "anything", "what_to_do": "Tell the Beadle.",
         "not_for": COKETOWN, "address": "https://a.example/paper", "document": "WP", "line": "9", "law": "Beadle Act"},
    ],
    "local_action": [
        {"theme": "SSC", "partnership": "a watch", "document": "WP", "line": "10", "take_part": "Carry a lantern."},
        {"take_part": "Go to the meeting."},
    ],
}  # fmt: skip

SERIES = [
    {"series_id": "ni_901", "indicator": "NI 901", "unit": "%", "polarity": "lower", "decimals": "1",
     "value_min": "0", "value_max": "100"},
    {"series_id": "ni_902", "indicator": "NI 902", "unit": "£", "polarity": "higher", "decimals": "0",
     "value_min": "100", "value_max": "3000"},
    {"series_id": "ni_903", "indicator": "NI 903", "unit": "per 1,000 homes", "polarity": "higher", "decimals": "0",
     "value_min": "0", "value_max": "500"},
    {"series_id": "li_904", "indicator": "LI 904", "unit": "%", "polarity": "higher", "decimals": "1",
     "value_min": "0", "value_max": "100"},
]  # fmt: skip

# Area: its figures, one a period; None is a hole (no row), and a figure may carry its status.
FIGURES = {
    "ni_901": (
        ("2007-04-01/P1Y", "2008-04-01/P1Y", "2009-04-01/P1Y", "2010-04-01/P1Y"),
        {
            ENGLAND: ("20.0", "19.5", "19.0", "18.5"),
            LOAMLAND: ("21.0", "20.5", "20.0", "19.5"),
            WESSEX: ("19.0", "18.5", "18.0", "17.5"),
            BARSETSHIRE: ("22.5", "21.0", "19.5", "17.5"),
            BARCHESTER: ("24.0", "21.0", "18.0", "15.0"),
            SILVERBRIDGE: ("21.0", "20.5", None, "20.0"),
            CASTERBRIDGE: ("18.0", "20.0", "23.0", "25.0 p"),
            COKETOWN_2013: ("30.0", "29.0", " u", "27.0"),
            WALMINGTON_AND_EASTGATE: ("16.0", "16.5", "17.0", "17.5"),
        },
    ),
    "ni_902": (
        ("2007-01-01/P1Y", "2010-01-01/P1Y"),
        {
            ENGLAND: ("380", "400"),
            LOAMLAND: ("360", "375"),
            WESSEX: ("400", "420"),
            BARSETSHIRE: ("370", "395"),
            BARCHESTER: ("372.5", "410"),
            SILVERBRIDGE: ("365", "352.5"),
            CASTERBRIDGE: ("400", "470"),
            COKETOWN_2013: ("340", "362"),
            WALMINGTON_AND_EASTGATE: ("410", "415"),
        },
    ),
    "ni_903": (
        ("2005-01-01/P3Y", "2008-01-01/P3Y"),
        {
            ENGLAND: ("7", "5"),
            LOAMLAND: ("6", "4"),
            WESSEX: ("8", "6"),
            BARSETSHIRE: ("5", "3"),
            BARCHESTER: ("4", "6"),
            SILVERBRIDGE: ("6", "0"),
            CASTERBRIDGE: ("0", "9"),
            COKETOWN_2013: ("8", "2"),
            WALMINGTON_AND_EASTGATE: ("7", "7"),
        },
    ),
    "li_904": (
        ("2007-04-01/P1Y", "2010-04-01/P1Y"),
        {
            ENGLAND: ("50.0", "55.0"),
            BARSETSHIRE: ("45.0", "65.0"),
            CASTERBRIDGE: ("60.0", "40.0"),
            COKETOWN_2013: ("52.0", "58.0"),
            WALMINGTON_AND_EASTGATE: ("48.0", "56.0"),
        },
    ),
}
HALF_INTERVAL = {ENGLAND: 0.2, LOAMLAND: 0.5, WESSEX: 0.5}  # Of NI 901, in points; 3 for other areas.

# West, south, east and north of each square. Neighbours share a side, as districts do.
SQUARES = {
    BARCHESTER: (-1.6, 53.0, -1.4, 53.2),
    SILVERBRIDGE: (-1.4, 53.0, -1.2, 53.2),
    COKETOWN_2013: (-1.2, 53.0, -1.0, 53.2),
    CASTERBRIDGE: (-1.6, 52.8, -1.4, 53.0),
    WALMINGTON: (-1.4, 52.8, -1.2, 53.0),
}
TILES = {BARCHESTER: (0, 1), SILVERBRIDGE: (1, 1), COKETOWN: (2, 1), CASTERBRIDGE: (0, 0), WALMINGTON: (1, 0)}


def write(data: Path) -> Path:
    """Write the whole world into the folder `data`, and return it."""
    for folder in ("definitions", "indicators", "boundaries"):
        (data / folder).mkdir(parents=True)
    for stem, rows in DEFINITIONS.items():
        write_rows(data / "definitions" / f"{stem}.csv", definitions.DEFINITIONS[stem], rows)
    # Rules and verdicts are those of the code, in any world.
    for stem in OF_THE_CODE:
        shutil.copy(ROOT / "data" / "definitions" / f"{stem}.csv", data / "definitions")
    for series in SERIES:
        write_rows(figures_file(data, series["series_id"]), tidy.FIGURES, figures(series["series_id"]))
    write_rows(data / "indicators" / "series.csv", definitions.SERIES, [_card(series) for series in SERIES])
    write_rows(
        data / "files.csv",
        definitions.FILES,
        [{"file": "definitions/areas.csv", "what": "Invented places", "publisher": "Nobody", "licence": "CC0"}],
    )
    tiles = [{"area_code": code, "column": x, "row": y} for code, (x, y) in TILES.items()]
    write_rows(data / "boundaries" / "district_tiles_2011.csv", definitions.TILES, tiles)
    write_squares(data, SQUARES)
    return data


def write_squares(data: Path, squares: dict[str, tuple]) -> None:
    """Write the boundary file: one square for each district."""
    write_shapes(data / "boundaries" / "districts_2011.geojson", "lad11cd", squares)


def write_shapes(path: Path, property_of_code: str, squares: dict[str, tuple]) -> None:
    """Write squares as GeoJSON, their rings anticlockwise as it asks."""
    features = [
        {
            "type": "Feature",
            "properties": {property_of_code: code},
            "geometry": {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]},
        }
        for code, (w, s, e, n) in squares.items()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection))


def figures(series_id: str) -> list[dict]:
    """The rows of a series' file."""
    periods, areas = FIGURES[series_id]
    rows = []
    for area, printed in areas.items():
        for period, text in zip(periods, printed, strict=True):
            if text is not None:
                value, _, status = text.partition(" ")
                row = {"area_code": area, "period": period, "value": value, "status": status}
                if series_id == "ni_901" and value:
                    half = HALF_INTERVAL.get(area, 3)
                    row |= {"lower": f"{float(value) - half:.1f}", "upper": f"{float(value) + half:.1f}"}
                rows.append(row)
    return rows


def figures_file(data: Path, series_id: str) -> Path:
    return data / "indicators" / f"{series_id}.csv"


def amend(data: Path, series_id: str, area_code: str, period: str, /, **cells: str) -> int:
    """Change cells of one published row; returns its number, counting the header as row 1."""
    path = figures_file(data, series_id)
    rows = _read_rows(path)
    number = next(k for k, row in enumerate(rows) if (row["area_code"], row["period"]) == (area_code, period))
    rows[number] |= cells
    write_rows(path, tidy.FIGURES, rows)
    return number + 2


def append(data: Path, series_id: str, /, **cells: str) -> int:
    """Add a row at the end of a series' file; returns its number."""
    path = figures_file(data, series_id)
    rows = [*_read_rows(path), cells]
    write_rows(path, tidy.FIGURES, rows)
    return len(rows) + 1


def with_counts(data: Path, series_id: str, counts: dict[str, list[tuple]], /, scale: int, **card: str) -> None:
    """Make a series one of counts, yearly from April 2007.

    `counts`: by area each year's numerator, denominator and, where the figure is withheld, status. The value is their
    ratio times `scale`, to two decimals. `card`: cells of series.csv.
    """
    rows = []
    for area, of_area in counts.items():
        for year, (count, base, *status) in enumerate(of_area, 2007):
            value = "" if status else f"{scale * count / base:.2f}"
            row = {"area_code": area, "period": f"{year}-04-01/P1Y", "value": value, "status": "".join(status)}
            rows.append(row | {"numerator": "" if count is None else count, "denominator": base})
    write_rows(figures_file(data, series_id), tidy.WITH_COUNTS, rows)
    amend_series(data, series_id, rows_min=str(len(rows)), areas_min=str(len(counts)), **card)


def remove(data: Path, series_id: str, area_code: str, period: str) -> None:
    """Take the rows of an area and period out of a series' file."""
    path = figures_file(data, series_id)
    rows = [row for row in _read_rows(path) if (row["area_code"], row["period"]) != (area_code, period)]
    write_rows(path, tidy.FIGURES, rows)


def amend_series(data: Path, series_id: str, /, **cells: str) -> None:
    """Change cells of one row of series.csv."""
    path = data / "indicators" / "series.csv"
    rows = [row | cells if row["series_id"] == series_id else row for row in _read_rows(path)]
    write_rows(path, definitions.SERIES, rows)


def another_series(data: Path, series_id: str) -> str:
    """List one more series, with the figures of NI 901; returns its name."""
    path = data / "indicators" / "series.csv"
    rows = _read_rows(path)
    write_rows(path, definitions.SERIES, [*rows, rows[0] | {"series_id": series_id, "file": f"{series_id}.csv"}])
    shutil.copy(figures_file(data, "ni_901"), figures_file(data, series_id))
    return series_id


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and what is in it: equal before and after when nothing was touched."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _card(series: dict) -> dict:
    count = len(figures(series["series_id"]))
    return series | {
        "file": f"{series['series_id']}.csv",
        "series_title": f"Published figures for {series['indicator']}",
        "basis": "exact",
        "publisher": "The Office of Inventions",
        "licence": "CC0",
        "rows_min": str(count - 1),
        "rows_max": str(count * 2),
        "areas_min": str(len(FIGURES[series["series_id"]][1]) - 1),
    }


def _read_rows(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def write_rows(path: Path, columns: tuple[str, ...], rows: list[dict]) -> None:
    """Write a CSV file with these columns; cells of other names are left out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
