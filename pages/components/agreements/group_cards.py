"""The card of one policy area or theme: the five blocks, and every promise with its figures."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import meanings, templates
from pages.components.promises import promise_lines

BLOCKS = (
    ("achievements", "Achievements"),
    ("challenges", "Remaining challenges"),
    ("what_is_being_done", "What is being done"),
    ("how_you_can_help", "How you can help"),
)
# Commentary is untrusted text: paragraphs, lists and emphasis, nothing that reaches out of the page.
_markdown = MarkdownIt("zero").enable(["list", "emphasis"])


def card(group: dict, changes: list[dict]) -> Markup:
    """One policy area or theme: the five blocks of a report card, and every promise with its figures."""
    latest = max((row["date"] for row in group["commentary"]), default=None)
    said = [row for row in group["commentary"] if row["date"] == latest]
    return templates.markup(
        "agreements/group",
        group=group,
        tally=tally(group["promises"]) or words.tallies.NONE_HERE,
        written_by=list(dict.fromkeys((row["author"], row["date"]) for row in said)),
        blocks=[_block(name, title, said, group) for name, title in BLOCKS],
        is_written=bool(said),
        table=promise_lines.table(group["promises"], changes),
        papers=_papers(group),
    )


def listing(group: dict, changes: list[dict]) -> Markup:
    """Every promise of one policy area or theme, national and local side by side."""
    return Markup('<section class="theme" id="{}"><h2>{}</h2><p class="tally">{}</p>{}</section>').format(
        group["anchor"],
        group["name"],
        tally(group["promises"]),
        promise_lines.table(group["promises"], changes),
    )


def tally(promises: list[dict]) -> str:
    """What became of some promises, counted as on every other view."""
    return words.tallies.sentence(words.tallies.tallies(promises, meanings.verdicts()))


def before(promises: list[dict], changes: list[dict]) -> Markup:
    """What earlier agreements promised: history, which is neither counted nor rated."""
    return templates.markup(
        "agreements/before", table=promise_lines.table(promises, changes), papers=_papers({"promises": promises})
    )


def _block(name: str, title: str, said: list[dict], group: dict) -> dict:
    """One block of the card: the partnership's own words, then what its records list."""
    texts = [Markup(_markdown.render(row[name])) for row in said if row[name]]
    records = []
    if name == "what_is_being_done" and group["actions"]:
        count = len(group["actions"])
        folded = f"{count} action{'' if count == 1 else 's'}, with who and when" if texts else None
        lines = [(*words.cards.action(row), row["source_url"]) for row in group["actions"]]
        records.append({"folded": folded, "lines": lines})
    if name == "how_you_can_help" and group["engagement"]:
        records.append({"folded": None, "lines": [(*words.cards.activity(row), None) for row in group["engagement"]]})
    return {"name": name, "title": title, "texts": texts, "records": records}


def _papers(group: dict) -> list[tuple[str | None, str | None, list[str]]]:
    """The fifth block: the papers behind this card, each with its dates."""
    papers: dict[tuple, set] = {}
    for row in group["promises"]:
        for url, title, date in (
            (row["source_url"], row["source_title"], row["agreed_on"]),
            (row["outturn_source_url"], row["outturn_source_title"], row["published_on"]),
        ):
            if url or title:
                papers.setdefault((url, title), set()).add(date)
    return [
        (url, title, [words.figures.partial_day(date) for date in sorted(filter(None, dates))])
        for (url, title), dates in papers.items()
    ]
