"""What there is to know of a promise beside its figures: its kind, who leads it, what a careful reader needs."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import templates

COUNTED_OTHERWISE = "That is counted another way, so the two are not rated together."


def facts_of(row: dict, changes: list[dict]) -> list[str]:
    """What a careful reader needs: its kind, good direction, purpose, changes and caveats."""
    name, meaning = words.promises.KINDS[row["kind"]]
    good = words.figures.GOOD_WAY.get(row["polarity"], "Neither way is better.")
    facts = [f"{name}: {meaning}.", good]
    if row["is_national"] and row["unit"]:
        facts.append(f"The national definition counts: {row['unit']}.")
    if row["kind_2006"]:
        facts.append(f"In the words of 2006: {row['kind_2006']}.")
    if row["indicator_title"] and row["indicator_title"] != row["title"]:
        facts.append(f"{row['indicator']}: {row['indicator_title']}.")
    facts += [
        f"{label}: {row[key]}." for label, key in (("Outcome", "outcome"), ("Objective", "objective")) if row[key]
    ]
    if partners := words.promises.partners_of(row):
        facts.append(f"Contributing: {', '.join(partners)}.")
    if row["partnership"]:
        facts.append(f"Owned by the {row['partnership']}.")
    if row["on_the_way"]:
        facts.append(f"Printed for the way: {row['on_the_way']}.")
    if row["floor_as_published"]:
        facts.append(f"Floor, the least that is acceptable: {row['floor_as_published']}.")
    if row["tolerance"] is not None:
        facts.append(f"The partnership's own tolerance: {row['tolerance']:g} {row['tolerance_unit'] or ''}.")
    if row["sample_size"]:
        facts.append(f"{row['sample_size']:,} people answered.")
    elif row["is_survey"] and row["value"] is not None and row["lower"] is None:
        facts.append("A survey; the sample size is not published.")
    facts += [
        f"The same thing is also measured as “{other['other_title']}”. {COUNTED_OTHERWISE}" for other in row["related"]
    ]
    facts += [words.promises.change_of_promise(change) for change in changes]
    if row["change_reason"]:
        facts.append(f"Reason given for the change: {row['change_reason']}.")
    if row["published_change"] and row["published_rating"]:
        facts.append(f"The paper says of the target: “{row['published_change']}”.")
    facts.append(row["note"])
    return [fact for fact in facts if fact]


def legend() -> Markup:
    """What the kinds of promise mean."""
    return templates.markup("promises/legend", kinds=words.promises.KINDS.values())
