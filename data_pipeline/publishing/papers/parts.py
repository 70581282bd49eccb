"""The pieces a document is put together of, as the template takes them: texts, a status, boxes, tables, lines."""

from data_pipeline.drawings.sparkline import Sparkline

AUTHOR = "Local Area Report Card"
GOOD = {"better", "met", "on_track"}
BAD = {"worse", "behind", "backwards", "missed"}


def badge(style: str, symbol: str, word: str) -> dict:
    """A status as word, symbol and colour; `style` is a status or a rating, 'better unsure' is one in outline."""
    kind, *rest = style.split()
    tone = "better" if kind in GOOD else "worse" if kind in BAD else "even"
    return {"tone": tone, "symbol": symbol, "word": word, "sure": not rest}


def cell(
    text: str | None = None, strong: str | None = None, quiet: str | None = None, status: dict | None = None,
    is_apart: bool = False, points: list[str] | None = None, drawn: Sparkline | None = None,
) -> dict:  # fmt: skip
    """What stands in a cell of a table: a status, then a strong, a plain and a quiet text, as far as there are any.

    `is_apart`: the text stands on a line of its own under the status. `points`: texts below each other.
    `drawn`: a picture above them all.
    """
    texts = {name: said or None for name, said in (("text", text), ("strong", strong), ("quiet", quiet))}
    return {**texts, "badge": status, "apart": is_apart, "points": points or [], "drawn": drawn and drawn._asdict()}


def table(title: str, heads: list[str], widths: list[float], rows: list[list[dict]], told: str | None = None) -> dict:
    """A table; the first cell of each row is its heading. `widths`: shares of the page."""
    return {"kind": "table", "title": title, "told": told, "heads": heads, "widths": widths, "rows": rows}


def box(status: dict, title: str, items: list[tuple[str, str]], none: str = "") -> dict:
    """A box of things with what is said of each; `none` is said where there are none."""
    listed = [{"title": name, "told": told} for name, told in items]
    return {"tone": status["tone"], "badge": status, "title": title, "items": listed, "none": none}


def boxes(*found: dict) -> dict:
    return {"kind": "boxes", "boxes": list(found)}


def lines(title: str, items: list[tuple[str | None, str]]) -> dict:
    """Sentences under a heading, each with a label or without."""
    return {"kind": "lines", "title": title, "items": [labelled(*item) for item in items]}


def labelled(label: str | None, text: str) -> dict:
    return {"label": label, "text": text}


def version(parts: list[dict | None], smallest: float, largest: float = 10.5) -> dict:
    """A way to fill the page: what stands on it, and from where to where its type may go, in points."""
    return {"parts": [part for part in parts if part], "smallest": smallest, "largest": largest}
