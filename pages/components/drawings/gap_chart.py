"""The gap between the worst-off and the average, year by year."""

from itertools import groupby

from pages.components.drawings import charts


def draw(rows: list[dict], names: tuple[str, str], series: dict, alt: str) -> None:
    """The worst-off and the average by reporting year, the gap between them shaded; `rows` as queries.gaps gives them.

    `names`: of the two lines. A year without a gap interrupts both.
    """
    known = {row["reporting_year"]: row for row in rows if row["gap"] is not None}
    years = charts.years_of([list(known.values())])
    traces = []
    for _, run in groupby(years, key=lambda year: year in known):
        mine = [known[year] for year in run if year in known]
        there, back = ("worst_off_value", mine), ("average_value", mine[::-1])
        traces.append(
            {
                "type": "scatter", "mode": "lines", "line": {"width": 0}, "fill": "toself",
                "fillcolor": "rgba(138, 58, 0, 0.14)", "hoverinfo": "skip", "showlegend": False,
                "x": [row["reporting_year"] for _, side in (there, back) for row in side],
                "y": [row[name] for name, side in (there, back) for row in side],
            }
        )  # fmt: skip
    lines = ({"color": charts.PROMISED, "dash": "dash", "width": 3}, {"color": charts.ACCENT, "width": 3})
    for name, column, line in zip(names, ("worst_off_value", "average_value"), lines, strict=True):
        values = [known[year][column] if year in known else None for year in years]
        drawn = charts.line(name, years, [], line, "lines+markers")
        traces.append(drawn | {"y": values, "hovertemplate": charts.hover(series)})
    layout = charts.layout_of(series["unit"], height=320)
    charts.from_nought(layout["yaxis"], [value for trace in traces for value in trace["y"]])
    charts.year_axis(layout, years)
    if len(years) > 6:
        layout["xaxis"] |= {"tickvals": charts.every_fifth(years)}
    charts.show({"data": traces, "layout": layout | charts.agreement_years(years)}, "gap", alt)
