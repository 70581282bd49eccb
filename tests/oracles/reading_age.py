"""How old a reader must be: Flesch and Kincaid's grade, worked out here.

The libraries that do it (textstat, py-readability-metrics) fetch a dictionary of pronunciations when they are first
used, which a test must not. Syllables are groups of vowels, without an e at the end and an -ed that nobody speaks.
"""

import re

YEARS_BEFORE_SCHOOL = 5  # The first grade is of children of six.


def syllables(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.lower())
    spoken = re.sub(r"(?<=[^aeiouy])(?<![td])ed$|(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|es$(?<![sxzc]es)", "", plain)
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def reading_age(sentences: list[str]) -> float:
    """Of some sentences; what is to count as one word stands as `X` in them. A number is a word of one syllable."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z0-9£%.,/'’-]*[A-Za-z0-9%]", sentence)]
    count = sum(syllables(word) if word.isalpha() else 1 for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * count / len(words) - 15.59
    return grade + YEARS_BEFORE_SCHOOL
