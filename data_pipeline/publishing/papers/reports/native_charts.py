"""A described chart along days as a chart of PowerPoint's own: its numbers can be looked at, changed and copied.

Every trace with a name is a series with the same values, and every floor, too. Days are Excel's, counted from 1900.
"""

from datetime import date

from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from data_pipeline.drawings import scales
from data_pipeline.drawings.describing import charts
from data_pipeline.publishing.papers.reports.report import clean

FIRST_DAY = date(1899, 12, 30).toordinal()
YEAR = 365.25
MARKERS = {
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "circle": XL_MARKER_STYLE.CIRCLE,
    "circle-open": XL_MARKER_STYLE.CIRCLE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "star": XL_MARKER_STYLE.STAR,
    "x": XL_MARKER_STYLE.X,
}
DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
SMALLEST = 14  # Points of its letters.


def add(shapes, chart: charts.Chart, name: str, box: tuple) -> None:
    """Draw a chart into a box of a slide: left, top, width and height in EMU."""
    traces = [*chart.figure["data"], *_floors(chart)]
    data = XyChartData()
    for trace in traces:
        series = data.add_series(trace["name"])
        for day, value in zip(trace["x"], trace["y"], strict=True):
            if value is not None:
                series.add_data_point(serial(day), value)
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box, data)
    told = frame._element.nvGraphicFramePr.cNvPr
    told.set("descr", clean(chart.alt))
    told.set("name", clean(name))
    drawn = frame.chart
    drawn.has_title, drawn.has_legend = False, True
    drawn.legend.font.size = Pt(SMALLEST)
    drawn.font.size, drawn.font.color.rgb = Pt(SMALLEST), _colour(charts.QUIET)
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for series, trace in zip(drawn.plots[0].series, traces, strict=True):
        _paint(series, trace)
    _longest_first(drawn)
    _axes(drawn, chart, traces)


def _longest_first(drawn) -> None:
    """The series with most points before the others in the file, where LibreOffice loses those that come before it.

    Their order in the key is told apart from that, and stays.
    """
    all_series = sorted(drawn.plots[0].series, key=lambda series: -len(list(series.values)))
    plot = drawn.plots[0]._element
    place = plot.index(drawn.plots[0].series[0]._element)
    for series in reversed(all_series):
        plot.insert(place, series._element)


def serial(day: str) -> int:
    """'2010-03-31' as Excel counts days."""
    return date.fromisoformat(day).toordinal() - FIRST_DAY


def _floors(chart: charts.Chart) -> list[dict]:
    """The least that is acceptable, from the first day to the last."""
    days = sorted(day for trace in chart.figure["data"] for day in trace["x"])
    found = [shape for shape in chart.figure["layout"].get("shapes", []) if shape.get("yref", "y") == "y"]
    return [
        {"name": "The floor", "x": [days[0], days[-1]], "y": [shape["y0"], shape["y1"]], "mode": "lines",
         "line": shape["line"]}
        for shape in found
    ]  # fmt: skip


def _paint(series, trace: dict) -> None:
    """As the page has it: a line with dashes or none, marks of the same shapes."""
    line, marker = trace["line"], trace.get("marker")
    series.smooth = False
    if "lines" in trace["mode"]:
        series.format.line.color.rgb, series.format.line.width = _colour(line["color"]), Pt(line.get("width", 2))
        series.format.line.dash_style = DASHES.get(line.get("dash"), MSO_LINE.SOLID)
    else:
        series.format.line.fill.background()
    if marker is None:
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.style, series.marker.size = MARKERS[marker["symbol"]], marker["size"]
    fill = series.marker.format.fill
    if marker["symbol"] == "circle-open":
        fill.background()
    else:
        fill.solid()
        fill.fore_color.rgb = _colour(marker["color"])
    series.marker.format.line.color.rgb = _colour(marker["color"])
    if error := trace.get("error_y", {}).get("visible") and trace["error_y"]:
        _span(series, error)


def _span(series, error: dict) -> None:
    """From where to where a value may lie, as bars of errors, which python-pptx has no words for."""
    ends = [
        f'<c:{side}><c:numLit><c:ptCount val="{len(values)}"/>'
        + "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
        + f"</c:numLit></c:{side}>"
        for side, values in (("plus", error["array"]), ("minus", error["arrayminus"]))
    ]
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/>{"".join(ends)}<c:spPr><a:ln w="25400"><a:solidFill><a:srgbClr '
        f'val="{error["color"].lstrip("#")}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series._element.find(f"{{{series._element.nsmap['c']}}}xVal").addprevious(bars)  # The order of the schema.


def _axes(drawn, chart: charts.Chart, traces: list[dict]) -> None:
    """Years along the bottom, each named where it begins; values as near to the figures as on the page."""
    days = sorted(serial(day) for trace in traces for day in trace["x"])
    first, last = (date.fromordinal(day + FIRST_DAY).year for day in (days[0], days[-1]))
    across, up = drawn.category_axis, drawn.value_axis
    # From the second day on: steps of a year and a quarter of a day never fall back into the year before.
    across.minimum_scale = date(first, 1, 2).toordinal() - FIRST_DAY
    across.maximum_scale = across.minimum_scale + YEAR * (last + 1 - first)
    across.major_unit = YEAR * (1 + (last - first) // 8)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "yyyy", False
    across.has_major_gridlines = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values = [value for trace in traces for value in trace["y"] if value is not None]
    values += [end for trace in traces for _, *ends in charts.spans(trace) for end in ends]
    scale = scales.of_axis(chart.figure["layout"]["yaxis"], values)
    step = scales.step(scale, 5)
    up.minimum_scale, up.maximum_scale = step * (scale.low // step), -step * (-scale.high // step)
    up.major_unit = step
    up.tick_labels.number_format = f"#,##0{'.' + '0' * digits if (digits := scales.digits(step)) else ''}"
    up.tick_labels.number_format_is_linked = False
    up.major_gridlines.format.line.color.rgb = _colour(charts.GRID)
    up.format.line.fill.background()
    up.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.unit:
        up.has_title = True
        up.axis_title.text_frame.text = clean(chart.unit)
        run = up.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = Pt(SMALLEST), False, _colour(charts.QUIET)


def _colour(named: str) -> RGBColor:
    return RGBColor.from_string(named.lstrip("#").upper())
