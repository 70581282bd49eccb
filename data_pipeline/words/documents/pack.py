"""What a paper of questions for a scrutiny committee says around the lines of enquiry: why it is, how it was made."""

from data_pipeline.words import figures

PURPOSE, LINES, OWN = "Purpose", "Lines of enquiry", "Questions of the committee’s own"
WELL, WITNESSES, BEFORE = "What went well", "Witnesses and their duties", "Asked and promised before"
COVER = ("Committee", "Date of the meeting", "Report of", "Appendix")
QUESTION, EVIDENCE, ASK = "Question.", "It rests on this.", "Whom to ask."
ELSEWHERE = "Similar places where it surely got better, to ask how"
REWORDED = "Question, as worded by the committee."
FIGURES, CAVEATS = "The figures", "Caveats, and what is not known"
SUMMARY = "Each line, why it is here, and whom to ask"
HEADS = ("Line of enquiry", "Why it is here", "Whom to ask")
NO_LINES = "The published figures that are held here give no line of enquiry."
LAW = (
    "Local Government Act 2000, sections 21B and 22A, put there by the Local Government and Public Involvement in "
    "Health Act 2007; SI 2009/1919, regulation 10; SI 2009/942, regulations 5 and 7; Strong and prosperous communities "
    "(White Paper, October 2006), paragraph 3.35"
)
HOW = (
    "Each line comes from a rule that is the same everywhere and has its name here. It says what was promised and what "
    "was reported, or what was and what is, and asks; it makes no judgement."
)
PAPER = "The paper that prints it"
WHERE = "The same on a page, to choose other lines from:"


def title(place: str) -> str:
    return f"Lines of enquiry: {place}"


def kicker(theme: str | None, dated: str) -> str:
    """'A paper for scrutiny · Safer and Stronger Communities · National figures of 2010/11'."""
    return " · ".join(filter(None, ("A paper for scrutiny", theme, dated)))


def dated(edition: str | None, year: str | None) -> str:
    """Which figures it rests on."""
    told = [f"papers as they stood on {edition}"] if edition else []
    told += [f"national figures of {year}"] if year else []
    return figures.upper_first(" and ".join(told))


def purpose(place: str) -> str:
    return (
        f"This paper offers the committee questions about {place}, with what each rests on, how sure that is, who can "
        "answer, and what was asked before. The questions are for members to take up, change or leave."
    )


def chosen(shown: int, found: int, is_chosen: bool, lost: int) -> str:
    """How many of the lines that there are stand here, and by whose choice."""
    if not found:
        return NO_LINES
    there = f"The published figures give {found} line{'' if found == 1 else 's'} of enquiry"
    if not is_chosen:
        these = "all of them" if shown == found else f"the first {shown}, the surest first"
        told = f"{there}; here {'is that one' if found == 1 else f'are {these}'}."
    else:
        told = (
            f"{there}; {figures.in_words(shown) if shown else 'none'} of them {'was' if shown == 1 else 'were'} chosen."
        )
    if lost:
        not_there = "is not among them" if lost == 1 else "are not among them"
        told += f" {figures.upper_first(figures.in_words(lost))} of those asked for {not_there}."
    return told


def heading(number: int, line: dict) -> str:
    return f"Line {number}. {line['title']}"


def names(told: dict) -> str:
    """Why a line is here, in a few words for each reason; `told`: of enquiry.told."""
    return "; ".join(dict.fromkeys(told["names"]))
