"""One thing a resident can do, in words: a question to ask, made of a row, which takes no side."""

from data_pipeline.words import promises
from data_pipeline.words.figures import figure

Question = tuple[str, str, str]  # What stands before the title of a measure, the title, what stands after it.
GENERAL: Question = ("Which of these measures matter most to the council, and what is it doing about them?", "", "")
OF_PROMISES: Question = ("Which of these promises do you still follow, and where can I read how they stand?", "", "")


def question(row: dict, reason: str) -> Question:
    """What to ask of a shortfall, in its figures. `row`: a line of a card with the card of its series; `reason`:
    'since start', or 'behind England'.

    'Why did ‘Pupils who cannot find the library’ go from 20.0% (2007/08) to 22.5% (2010/11)?'
    """
    unit, decimals, title = row["unit"], row["decimals"], row["series_title"]
    now = f"{figure(row['value'], unit, decimals)} ({row['period_label']})"
    if reason == "since start":
        then = f"{figure(row['start_value'], unit, decimals)} ({row['start_period_label']})"
        return "Why did ", title, f" go from {then} to {now}?"
    return "Why is ", title, f" {now} here, and {figure(row['england_value'], unit, decimals)} in England?"


def of_promise(row: dict) -> Question:
    """What to ask of a promise that was not kept. `row`: of queries.standing, with a figure of what happened.

    'The target for ‘Fewer pupils lose their way’ was 18.0% (2010/11), and it was 22.5% (2010/11). Why?'
    """
    now = promises.with_period(promises.printed(row), row["period_label"])
    due = next((name for name in ("milestone", "final") if row[f"{name}_value"] is not None), None)
    if due is None:
        return f"It was {now} for ", row["title"], ". Why?"
    wanted = promises.with_period(promises.printed(row, due), row[f"{due}_period_label"])
    return "The target for ", row["title"], f" was {wanted}, and it was {now}. Why?"
