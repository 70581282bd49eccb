"""What an agreement promised and what became of it, on a page of paper."""

from datetime import date

from data_pipeline import queries, words
from data_pipeline.publishing.papers import published
from data_pipeline.publishing.papers.parts import badge, box, boxes, cell, labelled, lines, table, version

HEADS = {"baseline": "Started at", "milestone": "Due by then", "": "What happened", "final": "Final target"}
NONE = "None published."
MOST_PAPERS = 4  # Of an edition, that are named.


def made_of(con: queries.Connection, agreement: dict, as_of: str | None) -> dict:
    """What the card says is made of; `agreement` as it was known on the day."""
    code = agreement["area_code"]
    return {
        **queries.agreement_card(con, code, "policy", as_of),
        "agreement": agreement,
        "area": queries.area(con, code),
        "headlines": queries.best_and_worst(con, code, as_of),
        "masking": queries.masking(con, code, as_of),
        "verdicts": queries.verdicts(con),
    }


def day_of(card: dict) -> date | None:
    """The day of the edition; None where no paper of it bears a date."""
    edition = card["agreement"]["edition"]
    return None if edition == date.min else edition


def content(card: dict, as_of: str | None) -> dict:
    """What the page says; `card` as `made_of` has it."""
    area, agreement, promises = card["area"], card["agreement"], card["promises"]
    tally = words.tallies.sentence(words.tallies.tallies(promises, card["verdicts"]))
    more = [words.tallies.kinds(promises), words.tallies.figures(promises), words.tallies.span(agreement)]
    more.append(words.tallies.history(agreement))
    marks = [labelled(f"{words.cards.EXAMPLE}.", words.cards.example(area))] if area["is_example"] else []
    return {
        "title": f"{f'{words.cards.EXAMPLE}. ' if area['is_example'] else ''}{area['name']}: agreement",
        "description": tally,
        "name": area["name"],
        "kicker": " · ".join(words.cards.facts(area)),
        "what": agreement["title"],
        "marks": marks + ([labelled(None, words.cards.known_on(as_of))] if as_of else []),
        "lead": tally or words.tallies.NOTHING,
        "more": [" ".join(text for text in more if text)],
        "versions": _versions(card),
        "foot": _foot(card),
    }


def _versions(card: dict) -> list[dict]:
    """All promises where there is room for them, else those of each policy area counted; as much of what is done."""
    headlines, whole, hidden = _headlines(card), _promises(card), _masked(card)
    areas = [_areas(card, most) for most in (3, 2, 1)] if _is_written(card) else []
    counted = areas or [_areas(card, 0)]
    return [
        *(version([headlines, whole, part, hidden], smallest=7) for part in (*areas, _done(card))),
        *(version([headlines, part, hidden], smallest=8) for part in counted),
        *(version([headlines, part, None], smallest=8) for part in counted),
        version([headlines, counted[-1]], smallest=6.5),
        version([headlines], smallest=6),
    ]


def _headlines(card: dict) -> dict | None:
    """What the page of the card says first, too."""
    by_target = {row["target"]: row for row in card["promises"]}
    found = []
    for kind, status in (("success", "better"), ("shortfall", "worse")):
        rows = [by_target[line["target"]] for line in card["headlines"] if line["kind"] == kind]
        told = [(row["title"], f"{words.headlines.promises.line(row)}.") for row in rows]
        title = words.headlines.promises.title(kind, len(rows))
        found.append(box(badge(status, words.ratings.symbol(status), ""), title, told))
    return boxes(*found) if card["headlines"] else None


def _promises(card: dict) -> dict | None:
    """Every promise, from the baseline to what became of it."""
    rows = card["promises"]
    shown = [which for which in HEADS if not which or any(words.promises.printed(row, which) for row in rows)]
    said = [
        [cell(row["title"], quiet=_kind(row)), *(_figure(row, which) for which in shown), _standing(card, row)]
        for row in rows
    ]
    heads = ["Promise", *(HEADS[which] for which in shown), "How it stands"]
    return table("Every promise and target", heads, [60, *[26 for _ in shown], 34], said) if rows else None


def _kind(row: dict) -> str:
    """Which indicator it is, and whose figure where that is not the whole area's."""
    code = [row["indicator"].replace(" ", "\xa0")] if row["is_national"] else []
    return " · ".join(code + ([row["area_name"]] if row["area_code"] != row["agreement_code"] else []))


def _figure(row: dict, which: str) -> dict:
    prefix = f"{which}_" if which else ""
    printed, value = words.promises.printed(row, which), row[f"{prefix}value"]
    if printed is None:
        return cell("–")
    is_number = value is not None
    return cell(
        None if is_number else printed, strong=printed if is_number else None, quiet=row[f"{prefix}period_label"]
    )


def _standing(card: dict, row: dict) -> dict:
    if row["judgement"] is None or words.tallies.sort_of(row) == "without":
        return cell("–")
    style, symbol, word, note = words.ratings.stands(row["judgement"], card["verdicts"])
    return cell(quiet=note, status=badge(style, symbol, word))


def _is_written(card: dict) -> bool:
    return any(group[name] for group in card["groups"] for name in ("commentary", "actions", "engagement"))


def _areas(card: dict, most: int) -> dict | None:
    """Each policy area: what became of its promises, and up to so many things that are done and ways to help."""
    heads = ["Policy area", "What became of its promises"]
    rows = [
        [cell(strong=group["name"], quiet=group["partnership"]), cell(_tally(card, group))] for group in card["groups"]
    ]
    if most:
        heads += ["What is being done", "How you can help"]
        for row, group in zip(rows, card["groups"], strict=True):
            row += [_some(_doing(group), most), _some(_helping(group), most)]
    widths = [34, 38, 62, 48] if most else [60, 122]
    return table("Policy area by policy area", heads, widths, rows) if rows else None


def _done(card: dict) -> dict | None:
    """The same in a few lines: one thing that is done, and one way to help, of each policy area that has any."""
    items = []
    for group in card["groups"]:
        for title, points in (("What is being done", _doing(group)), ("How you can help", _helping(group))):
            items += [(f"{title}, {group['name']}:", points[0])] if points else []
    return lines("What is being done, and how you can help", items) if items else None


def _doing(group: dict) -> list[str]:
    actions = [f"{what} ({about})" for what, about in map(words.cards.action, group["actions"])]
    return _points(group, "what_is_being_done") or actions


def _helping(group: dict) -> list[str]:
    ways = [f"{title} ({about})" for title, about in map(words.cards.activity, group["engagement"])]
    return _points(group, "how_you_can_help") or ways


def _tally(card: dict, group: dict) -> str:
    counted = words.tallies.tallies(group["promises"], card["verdicts"])
    return words.tallies.sentence(counted) or words.tallies.NONE_HERE


def _points(group: dict, name: str) -> list[str]:
    """What a partnership wrote last of one block, point by point, without its marks of emphasis."""
    latest = max((row["date"] for row in group["commentary"]), default=None)
    texts = [row[name] for row in group["commentary"] if row["date"] == latest and row[name]]
    return [point for text in texts for point in published.points(text)]


def _some(points: list[str], most: int) -> dict:
    """The first of some points, and how many more there are."""
    more = len(points) - most
    shown = [*points[:most], *([f"{more} more at the address"] if more > 0 else [])]
    return cell(points=shown) if len(shown) > 1 else cell(shown[0] if shown else NONE)


def _masked(card: dict) -> dict | None:
    items = [(f"{row['title']}:", words.ratings.masked(row, card["verdicts"])) for row in card["masking"]]
    return lines("What the whole hides", items) if items else None


def _foot(card: dict) -> list[dict]:
    agreement = card["agreement"]
    papers = list(dict.fromkeys([agreement["source_title"] or agreement["title"], *agreement["papers"]]))
    more = [f"and {len(papers) - MOST_PAPERS} more"] if len(papers) > MOST_PAPERS else []
    named = "; ".join([*papers[:MOST_PAPERS], *more])
    owner = f", {agreement['published_by']}" if agreement["published_by"] else ""
    said = [labelled("How to read it:", words.cards.KEPT)]
    said.append(labelled("Sources:", f"{named}{owner}. {agreement['licence']}. {words.cards.PAPERS}"))
    said.append(labelled("Day of the data:", f"{words.figures.edition(agreement['edition'])}."))
    return said
