"""What a group of places is called."""

from data_pipeline.words.figures import in_words, listed, upper_first

MOST_NAMED = 12
NO_SIMILAR = "No similar places are known here: its size, density or deprivation is not published."
THE_OTHERS, THE_SIMILAR = "the other places named", "similar places"  # In place of what is not known.


def option(kind: str, count: int, around: str | None) -> str:
    """A group as something to choose: '10 similar places', 'All 66 others in the South East'."""
    if kind == "similar":
        return f"{count} similar places"
    return f"The {count} others in {around}"


def chosen(names: list[str]) -> str:
    """Chosen places as what is chosen already: 'Chosen: Luton, Slough and 3 more'."""
    more = [f"{len(names) - 2} more"] if len(names) > 3 else []
    return f"Chosen: {listed([*names[: 2 if more else 3], *more])}"


def called(kind: str, names: list[str], around: str | None) -> str:
    """A group within a sentence: '10 similar places', 'the 66 others in the South East', 'Luton and Slough'."""
    if kind == "chosen":
        return listed(names) if len(names) < 4 else f"the {in_words(len(names))} places chosen"
    return f"{len(names)} similar places" if kind == "similar" else f"the {len(names)} others in {around}"


def named(called: str, names: list[str]) -> str:
    """A group standing alone, with its names where they are few and not said already: '10 similar places: …'."""
    said = upper_first(called)
    is_said = not names or len(names) > MOST_NAMED or listed(names) == called
    return said if is_said else f"{said}: {listed(names)}"


def too_many(most: int, names: list[str]) -> str:
    """Which of the places chosen are left out, since there are too many."""
    return f"No more than {in_words(most)} places can be chosen, so these are left out: {listed(names)}."


def too_wide(count: int) -> str:
    """Why there is no table of measures by places."""
    return f"{count} places are too many for one table of measures by places: choose up to ten of them above."


def of_no_tier(name: str, here: str) -> str:
    """Why a place cannot be set beside another."""
    return f"{name} is left out: a county and a district answer for different things, so {here} is not set beside it."
