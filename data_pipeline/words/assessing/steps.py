"""The ladder of support and intervention, as far as steps on it were published."""

from itertools import zip_longest

from data_pipeline.words.figures import day, listed

# The White Paper of 2006, paragraphs 6.60 to 6.71, in its order: name, and what it means.
STEPS = {
    1: ("Sector support", "Advice and help from other councils and partners."),
    2: ("Government Office co-ordination", "The Government Office for the region agrees what is to be done."),
    3: ("Inspection", "Inspectors look more closely before anybody decides."),
    4: ("Referral", "A Secretary of State decides whether to step in."),
    5: ("Improvement Notice", "A Secretary of State says what is wrong, and how much better it must be by when."),
    6: ("Directive action", "A Secretary of State tells the body what to do."),
    7: ("Removal of functions", "Somebody else is named to do some of the body’s work."),
}
NOTICE = 5
REVIEWS = (1, 3)  # On these others come to look, and recommend.
NONE = "None published"
NOT_INFERRED = "Where none is published, one may have been taken all the same: no step is worked out from figures here."
SOURCE = "The seven steps are those of Strong and prosperous communities, 2006, paragraphs 6.60 to 6.71."


def summary(rows: list[dict]) -> str:
    """'4 steps are published. No end of 1 of them is published.'"""
    running = sum(row["ended"] is None for row in rows)
    told = "1 step is published." if len(rows) == 1 else f"{len(rows)} steps are published."
    if running:
        told += f" No end of {'it' if len(rows) == 1 else f'{running} of them'} is published."
    return told


def who(row: dict) -> str:
    """'The Secretary of State to Exampleshire County Council and Exampleshire Primary Care Trust'."""
    return f"{row['body']} to {listed(row['recipients'])}" if row["recipients"] else row["body"]


def when(row: dict) -> str:
    """'10 December 2009 to 31 May 2011'; of one that goes on, that no end is published."""
    if row["ended"] is None:
        return f"From {day(row['started'])}; no end published"
    if row["started"] == row["ended"]:
        return day(row["started"])
    return f"{day(row['started'])} to {day(row['ended'])}"


def milestones(row: dict) -> list[tuple[str, str]]:
    """Each step of an Improvement Notice with what became of it, '' where that is not known.

    What is told beyond the last milestone stands under 'Afterwards'.
    """
    return [(step or "Afterwards", told or "") for step, told in zip_longest(row["milestones"], row["progress"])]


def ended(row: dict) -> str:
    """When a notice ended, and how long after its deadline or before it."""
    if row["ended"] is None:
        return "No end is published."
    days = (row["ended"] - row["deadline"]).days
    if days == 0:
        return f"{day(row['ended'])}, on the day of its deadline."
    count = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"{day(row['ended'])}, {count} {'after' if days > 0 else 'before'} its deadline."
