"""The gap between the worst-off and the average, year by year."""

from itertools import groupby

from data_pipeline.drawings.describing import charts

SHADE = {
    "type": "scatter", "mode": "lines", "line": {"width": 0}, "fill": "toself",
    "fillcolor": "rgba(138, 58, 0, 0.14)", "hoverinfo": "skip", "showlegend": False,
}  # fmt: skip


def chart(rows: list[dict], names: tuple[str, str], series: dict, place: str, alt: str) -> charts.Chart:
    """The worst-off and the average by reporting year, the gap between them shaded; `rows` as queries.gaps gives them.

    `names`: of the two lines. A year without a gap interrupts both.
    """
    known = {row["reporting_year"]: row for row in rows if row["gap"] is not None}
    years = charts.years_of([list(known.values())])
    traces = []
    for _, run in groupby(years, key=lambda year: year in known):
        mine = [known[year] for year in run if year in known]
        there, back = ("worst_off_value", mine), ("average_value", mine[::-1])
        shade = {
            "x": [row["reporting_year"] for _, side in (there, back) for row in side],
            "y": [row[name] for name, side in (there, back) for row in side],
        }
        traces.append(SHADE | shade)
    lines = ({"color": charts.PROMISED, "dash": "dash", "width": 3}, {"color": charts.ACCENT, "width": 3})
    for name, column, line in zip(names, ("worst_off_value", "average_value"), lines, strict=True):
        values = charts.values(years, list(known.values()), column)
        traces.append(charts.line(name, years, values, line, "lines+markers"))
    layout = charts.layout(series["unit"], height=320)
    charts.from_nought(layout["yaxis"], [value for trace in traces for value in trace["y"]])
    charts.of_years(layout, years, charts.every_fifth(years) if len(years) > 6 else years)
    title = f"{series['series_title']}: the most deprived and the average in {place}"
    figure = {"data": traces, "layout": layout}
    return charts.Chart("gap", title, series["unit"], int(series["decimals"]), alt, figure)
