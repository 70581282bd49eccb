"""What a text from a file may hold, and how a text is shown that may hold anything.

Refused is what nobody sees (it hides words, turns them round or gives orders to a terminal), what no page can hold and
what a spreadsheet program would run. Whatever a publisher can print on paper passes, in any language.
"""

import re
import unicodedata

# The longest word of all bundled files has 57 letters.
LONGEST_WORD = 80
# Of a word on paper: as many of the widest letter, W or @, fill a line of A4.
LONGEST_PART = 50
UNBREAKING = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2011": "-"})
# Of addresses, which have no blanks: the longest of all bundled files has 358 letters.
LONGEST_ADDRESS = 2000
# Accents, points and tones on one letter: Vietnamese has two, Hebrew with points and accents four.
MOST_MARKS = 4
# Whatever stands on one letter or is hung onto it: no browser breaks a line there. Burmese may have ten.
LONGEST_CLUSTER = 12
# Vowels of Thai and Lao that Unicode calls letters, and the signs of Burmese and Khmer that hang on the next letter.
HUNG, HANGING = "\u0e33\u0eb3", "\u1039\u17d2"
# Of a text that is quoted where something is wrong with it.
LONGEST_SHOWN, ROOM_FOR_COUNT = 200, 40

CONTROL = r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)"
TURNING = r"[\u202a-\u202e\u2066-\u2069]"
UNSEEN = (
    r"[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028\u2029\u2060-\u2065\u206a-\u206f"
    r"\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # Joiners and variants are of Arabic and Indic scripts and of signs: between other letters nobody sees them.
    r"|(?<![\u0600-\u109f\u1780-\u18af\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff])"
    r"[\u200c\u200d\ufe00-\ufe0f]"
)
LAST_OF_PLANES = "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 15))
NO_LETTER = rf"[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff{LAST_OF_PLANES}]"
KINDS = [
    (re.compile(CONTROL), "holds a control character"),
    (re.compile(TURNING), "holds a mark that turns the direction of writing"),
    (re.compile(UNSEEN), "holds a character that nobody sees"),
    (re.compile(NO_LETTER), "holds a code that stands for no letter"),
]
ODD = re.compile("|".join((CONTROL, TURNING, UNSEEN, NO_LETTER)))
UNSEEN_HERE = re.compile(rf"{ODD.pattern}|[\n\r\t]")
# Lists of codes have no spaces; nor have Chinese, Thai and their like, which break anywhere.
WORD = re.compile(
    rf"[^\s;|\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff]{{{LONGEST_WORD + 1},}}"
)
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!-~]*)?")
# '- A list', '-11.0%', '+5' and '--' are no formulas; '-2+3+cmd|...!A1' runs a program.
FORMULA = re.compile(r"""[\s"']*(?:[=@＝＠]|[+＋－-](?:["'(=@+]|[\w.]*\(|[^|]*\|[^!]*!))""")


def parted(text: str) -> str:
    """A text for paper: blanks and hyphens at which no line may end as those at which one may, long words in parts."""
    text = text.translate(UNBREAKING)
    return re.sub(
        rf"\S{{{LONGEST_PART + 1},}}", lambda word: " ".join(re.findall(f".{{1,{LONGEST_PART}}}", word[0])), text
    )


def wrong(text: str) -> tuple[str, str] | None:
    """What is wrong with a text, and what to do; None for one that can be shown anywhere."""
    if ODD.search(text):
        kind, found = next((what, found[0]) for pattern, what in KINDS if (found := pattern.search(text)))
        letter = f"U+{ord(found):04X} {unicodedata.name(found, '')}".rstrip()
        return f"the text {kind}: {letter}", "Delete it, or type the text anew"
    if FORMULA.match(text):
        return "the text begins as a formula does", "Write it without the sign in front: it must not be run"
    if len(text) > LONGEST_WORD and any(map(_is_endless, WORD.findall(text))):
        return f"the text has a word of more than {LONGEST_WORD} letters", "Put blanks between its words"
    if not text.isascii() and _is_heaped(text):
        return f"the text has more than {MOST_MARKS} marks on one letter", "Type it anew, without them"
    return None


def is_address(text: str) -> bool:
    """Whether a text is an address of a page on the web, with no name or password in it."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def _is_endless(word: str) -> bool:
    address = ADDRESS.search(word)
    return not address or address.start() > LONGEST_WORD or not len(word) <= LONGEST_ADDRESS


def _is_heaped(text: str) -> bool:
    """Whether one letter has more marks, or more of anything hung onto it, than any script needs."""
    marks = hung = 0
    before = ""
    for letter in text:
        kind = unicodedata.category(letter) if letter > "\u02ff" else ""
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        hung = hung + 1 if kind.startswith("M") or letter in HUNG or (before and before in HANGING) else 0
        if marks > MOST_MARKS or hung > LONGEST_CLUSTER:
            return True
        before = letter
    return False


def visible(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A text on one line that gives no orders to whatever shows it: '\\x1b[31m', and the first letters of a long one.

    What a program might run has an apostrophe before it. Once visible, a text stays as it is.
    """
    most = longest + ROOM_FOR_COUNT
    shown = UNSEEN_HERE.sub(lambda found: found[0].encode("unicode_escape").decode(), text[:most])
    if _is_heaped(shown):
        shown = shown.encode("ascii", "backslashreplace").decode()
    if len(text) > most or len(shown) > most:
        shown = f"{shown[:longest]}... ({len(text):,} letters)"
    return f"'{shown}" if FORMULA.match(text) and text[0] != "'" else shown


def quoted(text: str) -> str:
    """A visible text in quotation marks."""
    return repr(visible(text)).replace(r"\\", "\\")
