"""What a description may say. Anything else would be left out unseen, so it is an error."""

from collections.abc import Iterable

from data_pipeline.drawings import marks

# Of each part of a figure its keys; of the last two lines nothing shows on a still drawing.
TRACE = {
    "type", "name", "x", "y", "mode", "line", "marker", "connectgaps", "legendrank", "legendgroup", "showlegend",
    "fill", "fillcolor", "error_y",
    "text", "meta", "hoverinfo", "cliponaxis",
}  # fmt: skip
AXIS = {"type", "title", "range", "visible", "categoryorder", "categoryarray", "tickvals", "tickformat"}
ERROR = {"type", "symmetric", "array", "arrayminus", "visible", "color", "thickness", "width"}
KEYS = {
    "figure": {"data", "layout"},
    "layout": {"height", "xaxis", "yaxis", "shapes", "annotations"},
    "trace": TRACE,
    "axis": AXIS,
    "title": {"text"},
    "shape": {"type", "xref", "yref", "x0", "x1", "y0", "y1", "fillcolor", "line", "layer", "name", "showlegend"},
    "note": {"x", "y", "xref", "yref", "xanchor", "yanchor", "showarrow", "text", "font"},
    "line": {"color", "dash", "width"},
    "marker": {"size", "color", "symbol", "line"},
    "font": {"size", "color", "weight"},
    "error": ERROR,
}
# What may stand under some of them.
WORDS = {
    ("trace", "type"): {"scatter"},
    ("trace", "mode"): {"lines", "markers", "lines+markers"},
    ("trace", "fill"): {None, "tonexty", "toself"},
    ("line", "dash"): {"solid", "dash", "dot", "dashdot"},
    ("marker", "symbol"): {"circle", "line-ns", *marks.OPEN, *marks.PATHS},
    ("axis", "type"): {"category", "date"},
    ("shape", "type"): {"rect", "line"},
    ("shape", "layer"): {"below"},
    ("note", "showarrow"): {False},
    ("note", "xanchor"): {"left", "center", "right"},
    ("note", "yanchor"): {"bottom"},
}


class NotDrawn(Exception):
    """A description says what the drawer does not know."""


def check(figure: dict) -> None:
    """Raises NotDrawn for the first thing in a figure that is not known here."""
    for kind, part in _parts(figure):
        if unknown := part.keys() - KEYS[kind]:
            raise NotDrawn(f"a {kind} with {', '.join(sorted(unknown))}")
        for (of, key), words in WORDS.items():
            if of == kind and key in part and part[key] not in words:
                raise NotDrawn(f"a {kind} whose {key} is {part[key]}")


def _parts(figure: dict) -> Iterable[tuple[str, dict]]:
    """Every part of a figure, with what it is."""
    layout = figure["layout"]
    yield from (("figure", figure), ("layout", layout))
    for trace in figure["data"]:
        yield "trace", trace
        yield from ((kind, trace[key]) for kind, key in (("line", "line"), ("error", "error_y")) if key in trace)
        if "marker" in trace:
            yield "marker", trace["marker"]
            yield "line", trace["marker"].get("line", {})
    for axis in (layout["xaxis"], layout["yaxis"]):
        yield from (("axis", axis), ("title", axis.get("title", {})))
    for shape in layout.get("shapes", []):
        yield from (("shape", shape), ("line", shape.get("line", {})))
    for note in layout.get("annotations", []):
        yield from (("note", note), ("font", note["font"]))
