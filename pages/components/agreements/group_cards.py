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


def published(text: str) -> Markup:
    """Words of a partnership's as it published them: paragraphs, lists, emphasis."""
    return Markup(_markdown.render(text))


def card(group: dict, changes: list[dict]) -> Markup:
    """One policy area or theme: the five blocks of a report card, and every promise with its figures."""
    latest = max((row["date"] for row in group["commentary"]), default=None)
    said = [row for row in group["commentary"] if row["date"] == latest]
    return templates.markup(
        "agreements/group",
        group=group,
        tally=tally(group["promises"]) or words.tallies.NONE_HERE,
        written_by=list(dict.fromkeys((row["author"], row["date"]) for row in said)),
        blocks=[block for name, title in BLOCKS if (block := _block(name, title, said, group))],
        not_published=_not_published(group),
        is_written=bool(said),
        table=promise_lines.table(group["promises"], changes),
        papers=_papers(group),
    )


def unsaid(groups: list[dict]) -> Markup:
    """Once for a card, where the papers hold nothing for any of its blocks: that they do not."""
    if not groups or any(_has_words(group) for group in groups):
        return Markup("")
    return Markup('<p class="quiet">No achievements, challenges, actions or ways to help were found in the papers.</p>')


def _has_words(group: dict) -> bool:
    return any(group[name] for name in ("commentary", "actions", "engagement"))


def _not_published(group: dict) -> str:
    """Which blocks of a group nothing was found for, where something was for others."""
    latest = max((row["date"] for row in group["commentary"]), default=None)
    said = [row for row in group["commentary"] if row["date"] == latest]
    empty = [title.lower() for name, title in BLOCKS if not _block(name, title, said, group)]
    if group["actions"] and not any(row["owner"] for row in group["actions"]):
        empty.append("who does it")
    return f"Not published here: {words.figures.listed(empty)}." if empty and _has_words(group) else ""


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
    return words.tallies.sentence(words.tallies.tallies(promises, meanings.verdicts()), is_whole=False)


def before(promises: list[dict], changes: list[dict]) -> Markup:
    """What earlier agreements promised: history, which is neither counted nor rated."""
    return templates.markup(
        "agreements/before", table=promise_lines.table(promises, changes), papers=_papers({"promises": promises})
    )


def _block(name: str, title: str, said: list[dict], group: dict) -> dict | None:
    """One block of the card: the partnership's own words, then what its records list; None without either."""
    texts = [published(row[name]) for row in said if row[name]]
    records = []
    if name == "what_is_being_done" and group["actions"]:
        count = len(group["actions"])
        folded = f"{count} action{'' if count == 1 else 's'}, with who and when" if texts else None
        # Where nobody is named for any of them, that stands once below.
        is_owned = any(row["owner"] for row in group["actions"])
        lines = [(*words.cards.action(row, is_owned), row["source_url"]) for row in group["actions"]]
        records.append({"folded": folded, "lines": lines})
    if name == "how_you_can_help" and group["engagement"]:
        records.append({"folded": None, "lines": [(*words.cards.activity(row), None) for row in group["engagement"]]})
    return {"name": name, "title": title, "texts": texts, "records": records} if texts or records else None


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
