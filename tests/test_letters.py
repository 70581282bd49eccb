"""Texts from files: what is refused, what only just is not, how a refused one is shown."""

import pytest

from data_pipeline import letters
from data_pipeline.problems import Problem

CONTROL, TURNING = "holds a control character", "holds a mark that turns the direction of writing"
UNSEEN, NO_LETTER = "holds a character that nobody sees", "holds a code that stands for no letter"
FORMULA, WORD, MARKS = "begins as a formula does", "has a word of more than 80 letters", "more than 4 marks"
REFUSED = [
    *((f"a{letter}b", CONTROL) for letter in "\0\x01\x07\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\x9f\r"),
    ("\x1b[31mred\x1b[0m", CONTROL), ("\x1b]8;;http://x\x07y", CONTROL), ("\x9b2J", CONTROL),
    *((f"a{letter}b", TURNING) for letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    ("closed \u2067again\u2069 here", TURNING),
    *((f"a{letter}b", UNSEEN) for letter in (
        "\xad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2028",
        "\u2029", "\u2060", "\u2064", "\u206f", "\u2800", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufff9",
        "\U000e0041", "\U000e0100",
    )),
    *((f"a{letter}b", NO_LETTER) for letter in (
        "\ud800", "\udfff", "\ue000", "\uf0b7", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U000effff",
        "\U000f0000", "\U0010ffff",
    )),
    *((text, FORMULA) for text in (
        '=HYPERLINK("http://x","y")', "=1", " =1", '"=1', "'=1", "\t=1", "\n=1", "@SUM(1)", "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0", "-HYPERLINK(1)", "+HYPERLINK(1)", "-(1)", "＝1", "＠SUM(1)", "＋SUM(1)", "－SUM(1)",
    )),
    ("x" * 81, WORD), ("short " + "é" * 81 + " short", WORD), ("x" * 81 + "http://a.uk/", WORD),
    ("javascript:" + "x" * 80, WORD), ("http://a.uk/" + "x" * 2000, WORD),
    ("Z\u0300\u0301\u0302\u0303\u0304algo", MARKS), ("a" + "\u20dd" * 5, MARKS), ("ก" + "\u0e48" * 5, MARKS),
    *((text, MARKS) for text in (
        "\u0e01" + "\u0e33" * 4990, "\u0e81" + "\u0eb3" * 13, "\u1780" + "\u17d2\u1780" * 2400,
        "\u1000" + "\u1039\u1000" * 7, "\u1000" + "\u102c" * 13, "a\u0e33" + "\u0e33\u0e48" * 7,
    )),
]  # fmt: skip
FINE = [
    "",
    "Forty signs stand,\nand 17.5% of pupils lose their way.", "a\ttab", "two\r\nlines", "Café, naïve, £5, 10⁶, km²",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "x" * 80, "-11.0%", "-5", "+5 points", "-", "--", "–",
    "ab;cd|" * 40,
    "- The county council (and its partners) is", "+/- 3", "-n/a", "-Infinity", "-£3m", "5 = five", "a@b", "1=1",
    "(https://a.uk/" + "x" * 500 + ").", "见" * 200, "ก" * 200, "Ti\u1ec7ng Vi\u1ec7t e\u0302\u0301",
    "\u05d1\u05bc\u05b0\u05bd\u05c1", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u2764\ufe0f", "a\xa0b", "\ufffd",
    "\u0e01\u0e33" * 200, "\u0e19\u0e49\u0e33", "\u0e81\u0eb3" * 90,
    "\u179f\u17d2\u178f\u17d2\u179a\u17b8", "\u1780\u17d2\u1780" * 90,
    "\u1019\u103c\u103e\u102d\u102f\u1037", "\u1000\u1039\u1000\u102c" * 90, "\u0915\u094d" * 30 + "\u0937",
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), REFUSED, ids=lambda text: ascii(text)[:24])
def test_a_text_that_hides_turns_or_runs_something_is_refused(text, says):
    problem, what_to_do = letters.wrong(text)
    assert says in problem
    assert what_to_do


@pytest.mark.parametrize("text", FINE, ids=lambda text: ascii(text)[:24])
def test_what_a_publisher_can_print_passes(text):
    assert letters.wrong(text) is None


ADDRESSES = ["http://a.uk", "https://www.example.gov.uk/laa.pdf", "http://10.0.0.1:8080/?a=b#c", "https://a.uk/a@b"]
NONE = [
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.uk", "a.uk", "HTTP:a", "vbscript:x",
    "https://name:password@a.uk/", "https://name@a.uk", "https://good.uk\\@bad.uk/", "https://a.uk/a b", "https://a.uk/\n",
    " https://a.uk", "https://", "https:///a", "https://ａ.uk", "https://a.uk/\u202e", "https://a.uk:port/",
    "https://a.uk/" + "x" * 5000, "java\tscript:alert(1)", "ftp://a.uk",
]  # fmt: skip


def test_an_address_is_one_of_the_web_without_a_password():
    assert [text for text in ADDRESSES if not letters.is_address(text)] == []
    assert [text for text in NONE if letters.is_address(text)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ‘text’, £5", "plain ‘text’, £5"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\u202eevil", r"\u202eevil"),
        ("a\u200bb\ud800", r"a\u200bb\ud800"),
        ("=1+1", "'=1+1"),
        ("x" * 100_000, "x" * 200 + "... (100,000 letters)"),
    ],
    ids=ascii,
)
def test_what_is_shown_of_a_text_gives_no_orders(text, shown):
    assert letters.visible(text) == shown
    assert letters.visible(shown) == shown


def test_a_flood_of_marks_is_not_shown_as_one():
    assert letters.visible("Z" + "\u0301" * 5) == "Z" + r"\u0301" * 5


@pytest.mark.parametrize("text", ["why " + "x" * 1000, "y" * 51, "y" * 50, "two words", "https://a.uk/" + "z" * 300])
def test_an_endless_word_is_parted_and_nothing_of_it_is_lost(text):
    parted = letters.parted(text)
    assert max(map(len, parted.split())) <= letters.LONGEST_PART
    assert parted.replace(" ", "") == text.replace(" ", "")
    assert parted == text or any(len(word) > letters.LONGEST_PART for word in text.split())


@pytest.mark.parametrize("blank", ["\u00a0", "\u2007", "\u202f"])
def test_blanks_that_hold_words_together_hold_none_of_a_visitor_on_paper(blank):
    """Text pasted from a web page has them by accident: two hundred words ran off the paper as one."""
    assert letters.parted(f"word{blank}" * 200) == "word " * 200
    assert letters.parted("semi\u2011detached") == "semi-detached"


def test_a_problem_shows_every_part_of_itself_so():
    text = str(Problem("\x1b]0;file", "what\x1b[2J", "do\x9b", 3, "column\u202e", "va\nlue" * 1000))
    assert letters.ODD.search(text) is None
    assert len(text.splitlines()) == 1
    assert len(text) < 500
    assert "(6,000 letters)" in text
