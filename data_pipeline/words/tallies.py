"""Counts of promises in words: on every view the same sentence, whose parts add up to what is listed there."""

from collections import Counter
from dataclasses import dataclass

from data_pipeline.words.figures import lower_first
from data_pipeline.words.ratings import Verdicts

NOTHING = "Nothing of this agreement itself is in the papers found."
NONE_HERE = "Nothing is promised here."
OF_THE_AGREEMENT = ("designated", "statutory", "local", "in the agreement")
COUNTED = {"check": "with a target that needs checking"}  # '6 target needs checking' is no English.


@dataclass(frozen=True)
class Tally:
    """How many there are of one sort, and what became of them: `over` and `running` are (count, words).

    `sort`: 'promises', 'beside' (targets reported beside the agreement) or 'without' (measures without a target).
    The counts of over, running and removed add up to the total, but of measures without a target, which are not judged.
    """

    sort: str
    total: int
    over: tuple[tuple[int, str], ...] = ()
    running: tuple[tuple[int, str], ...] = ()
    removed: int = 0
    ends: tuple[tuple[str, int], ...] = ()  # Of those that are over, by the verdict of the subject 'end'.


def sort_of(promise: dict) -> str:
    """Whether a row of marts.promises is a promise of the agreement, a target beside it, history, or has no target."""
    if promise["kind"] == "earlier agreement":
        return "history"
    if promise["kind"] in OF_THE_AGREEMENT:
        return "promises"
    return "beside" if promise["has_target"] else "without"


def targets(promises: list[dict]) -> list[dict]:
    """Every target in an agreement or beside it, those removed on the way too; none of an earlier agreement."""
    return [row for row in promises if row["target"] and sort_of(row) in ("promises", "beside")]


def tallies(promises: list[dict], verdicts: Verdicts) -> list[Tally]:
    """One for each sort that there is; history is counted nowhere.

    `promises`: rows of marts.promises, each with its rating as `judgement`.
    """
    found = []
    for sort in ("promises", "beside", "without"):
        rows = [row for row in promises if sort_of(row) == sort]
        if not rows:
            continue
        kept = [row for row in rows if not row["is_removed"]] if sort != "without" else []
        ends = verdicts["end beside" if sort == "beside" else "end"]
        over = Counter(row["judgement"]["end_code"] for row in kept if row["judgement"]["is_over"])
        running = Counter(row["judgement"]["rating_code"] for row in kept if not row["judgement"]["is_over"])
        said = tuple((over[code], told["many"]) for code, told in ends.items() if over[code])
        rated = verdicts["rating"].items()
        going = tuple(
            (running[code], COUNTED.get(code) or lower_first(told["word"])) for code, told in rated if running[code]
        )
        removed = len(rows) - len(kept) if sort != "without" else 0
        found.append(Tally(sort, len(rows), said, going, removed, tuple(over.items())))
    return found


def sentence(found: list[Tally], is_whole: bool = True) -> str:
    """Of a whole agreement, or of a part, where it is not said that there is no promise.

    '58 promises: 15 kept, 30 not kept, 11 cannot be said, 2 removed on the way. Beside the agreement, ...'"""
    said = []
    for tally in found:
        count = tally.total
        if tally.sort == "without":
            one = count == 1
            said.append(f"{count} {'measure is' if one else 'measures are'} reported without a target.")
            continue
        name = "promise" if tally.sort == "promises" else "target"
        beside = "Beside the agreement, " if tally.sort == "beside" else ""
        said.append(f"{beside}{count} {name}{'' if count == 1 else 's'}: {parts(tally)}.")
    if is_whole and found and found[0].sort != "promises":
        said.insert(0, "No promise of the agreement itself is in the papers found.")
    return " ".join(said)


def parts(tally: Tally) -> str:
    """What became of those of one sort: '15 kept, 30 not kept, 2 removed on the way; still running: 3 behind'."""
    over = [f"{count} {words}" for count, words in tally.over]
    running = [f"{count} {words}" for count, words in tally.running]
    removed = [f"{tally.removed} removed on the way"] if tally.removed else []
    if not over or not running:
        return ", ".join([*over, *running, *removed])
    return f"{', '.join([*over, *removed])}; still running: {', '.join(running)}"


def kinds(promises: list[dict]) -> str:
    """'Of the 58 promises 35 are designated, 16 statutory and 7 local.'; nothing where all are of one kind."""
    counts = Counter(row["kind"] for row in promises if row["kind"] in OF_THE_AGREEMENT)
    if len(counts) < 2:
        return ""
    told = [f"{counts[kind]} {kind}" for kind in OF_THE_AGREEMENT if counts[kind]]
    told[0] = told[0].replace(" ", " are " if counts.most_common(1)[0][1] > 1 else " is ", 1)
    return f"Of the {counts.total()} promises {', '.join(told[:-1])} and {told[-1]}."


def figures(promises: list[dict]) -> str:
    """'46 of the 58 have a figure of what happened. 12 were changed on the way.'; targets beside them count too."""
    rows = [row for row in promises if sort_of(row) in ("promises", "beside")]
    count, changed = sum(row["figures"] > 0 for row in rows), sum(row["is_changed"] for row in rows)
    if not rows:
        return ""
    which = f"All {count}" if count == len(rows) else f"{count} of the {len(rows)}"
    told = f"{which} have a figure of what happened."
    if len(rows) == 1:
        told = f"There is {'a' if count else 'no'} figure of what happened."
    return f"{told} {changed} {'was' if changed == 1 else 'were'} changed on the way." if changed else told


def history(agreement: dict) -> str:
    """'5 targets of an earlier agreement stand below as history.'"""
    count = agreement["of_earlier_agreements"]
    were = "target of an earlier agreement stands" if count == 1 else "targets of an earlier agreement stand"
    return f"{count} {were} below as history." if count else ""


def span(agreement: dict) -> str:
    """From when to when an agreement ran, and who signed it."""
    start, end = agreement["period_start"], agreement["period_end"]
    signed = f", signed off by {lower_first(agreement['signed_off_by'])}" if agreement["signed_off_by"] else ""
    if start and end:
        return f"The agreement ran from {start:%B %Y} to {end:%B %Y}{signed}."
    return "The papers found do not print the agreement's period."


def audit(findings: list[dict]) -> str:
    """'3 targets cannot be judged as they stand; 5 more lack something beside them.'"""
    doubted = {row["target"] for row in findings if row["is_target_in_doubt"]}
    lacking = {row["target"] for row in findings} - doubted
    if not findings:
        return "Nothing was found wrong with the targets themselves."
    if not doubted:
        first, more = "No target was found to be wrong in itself", ""
    elif len(doubted) == 1:
        first, more = "1 target cannot be judged as it stands", " more"
    else:
        first, more = f"{len(doubted)} targets cannot be judged as they stand", " more"
    if not lacking:
        return f"{first}."
    lack = "lacks" if len(lacking) == 1 else "lack"
    return f"{first}; {len(lacking)}{more} {lack} something beside, such as a baseline or a lead."


def disagreement(differing: int, said: int) -> str:
    """'Of 31 targets of which they said how it stands, 4 are rated otherwise here.'"""
    if not said:
        return "They published no word of their own for a target that could be rated."
    found = {0: "none is rated otherwise here", 1: "one is rated otherwise here"}.get(
        differing, f"{differing} are rated otherwise here"
    )
    targets = "the one target" if said == 1 else f"{said} targets"
    return (
        f"Of {targets} of which they said how it stands and that has a figure, {found}. Their words are as published."
    )
