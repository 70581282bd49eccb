"""Texts to send on: never longer than a message may be, whole words, and no more than there is room for."""

from hypothesis import given
from hypothesis import strategies as st

from data_pipeline.words import messages
from data_pipeline.words.paragraphs import Clause

words = st.text(st.sampled_from("abcde1234567890,.%"), min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=40).map(" ".join)


def assert_whole(text: str, source: str) -> None:
    """A text within its length, every word of which, but for what ends a cut one, stands in its source."""
    assert 0 < len(text) <= messages.LONGEST
    known = {word.rstrip(" ,;:.(–—-") for word in source.split()}
    assert {word.rstrip("… ,;:.(–—-") for word in text.split()} <= known | {""}


@given(st.lists(texts, min_size=1, max_size=4))
def test_sentences_are_whole_and_a_first_that_is_too_long_ends_between_words(sentences):
    text = messages.fitted(sentences)
    assert_whole(text, " ".join(sentences))
    if not text.endswith("…"):
        assert " ".join(sentences).startswith(text)


@given(texts, st.lists(texts, max_size=3))
def test_a_long_title_gives_way_and_its_figure_does_not(title, more):
    after = ": 12.9% in Kings Lynn and West Norfolk, 2010/11."
    text = messages.titled(title, after, more, "As known on 30 June 2010: ")
    assert_whole(text, " ".join(["As known on 30 June 2010:", title, after, *more]))
    assert after in text


def test_what_could_be_chance_is_called_that_in_the_same_breath():
    row = {"title": "Burglaries"}
    for length in range(20, 150, 5):
        said = [
            Clause("promise.figure", "Burglaries: 10 in Ely, 2010/11."),
            Clause("promise.path", "It started at 12."),
            Clause("promise.end", f"The promise was {'x' * length}."),
            Clause("promise.chance", "That could be chance."),
        ]
        text = messages.promise(row, said)
        assert ("The promise was" in text) == ("That could be chance." in text)
        assert text.index("The promise") < text.index("It started") if "xxx" in text and "It started" in text else True


def test_the_parts_of_a_card_add_up():
    counts = {"better": 1, "worse": 0, "unclear": 3, "same": 1, "better_untested": 2, "worse_untested": 4}
    text = messages.card("Ely", "2010/11", counts)
    assert text == (
        "Ely, 2010/11: of 11 measures since 2007/08, 1 clearly got better and none clearly worse; 9 could be chance, "
        "1 did not change."
    )
