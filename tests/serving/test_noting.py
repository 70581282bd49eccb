"""Faults in the log: in a line of their own, without boxes, and not once for each visitor."""

import logging

import pytest

from pages.serving import noting


def fail(error: Exception) -> Exception:
    try:
        raise error
    except Exception as raised:
        return raised


@pytest.fixture
def log(caplog, monkeypatch):
    monkeypatch.setattr(noting.LOG, "propagate", True)
    caplog.set_level(logging.WARNING)  # Another test may have turned on what uvicorn tells of each request.
    return caplog


def test_a_fault_is_a_line_with_its_kind_message_and_place(log):
    noting.Faults().note("A page failed", fail(KeyError("E06000044\nno such area")))
    (line,) = log.messages
    assert line.startswith("A page failed: KeyError: 'E06000044\\nno such area', at ")
    assert line.endswith("test_noting.py:12")
    assert "\n" not in line
    assert not set("│─╭╰") & set(log.text)


STRANGE = "\x1b[31mred\x07 \x9b1m \u202eback\ud800\nforged line\r\x1b]0;title\x07" + "x" * 15_000


def holds_nothing_strange(text: str) -> bool:
    """Whether a terminal only shows it, and each line but the first of a message stands apart from what is logged."""
    return all(letter.isprintable() or letter == "\n" for letter in text) and "\nforged" not in text


def test_a_visitors_own_text_in_a_fault_neither_moves_a_terminal_nor_forges_a_line(log):
    noting.Faults().note("A page failed", fail(ValueError(STRANGE)))
    assert holds_nothing_strange(log.text) and "\\x1b[31mred" in log.text
    assert "    forged line" in log.text and "raise error\n" in log.text
    assert len(log.text) < 3 * noting.LONGEST


def test_the_same_fault_is_told_once_a_minute_with_how_often_it_came(log):
    now = [0.0]
    faults = noting.Faults(lambda: now[0])
    for second in range(1000):
        now[0] = second * 0.05
        faults.note("A page failed", fail(ValueError(f"of visitor {second}")))
    assert len(log.messages) == 1
    now[0] = 60.0
    faults.note("A page failed", fail(ValueError("of one more")))
    assert len(log.messages) == 2
    assert log.messages[1].endswith("(999 times more in between)")


def test_another_fault_is_told_at_once(log):
    faults = noting.Faults(lambda: 0.0)
    faults.note("A page failed", fail(ValueError("x")))
    faults.note("A page failed", fail(TypeError("x")))
    faults.note("A page failed", ValueError("raised nowhere"))
    assert len(log.messages) == 3


def test_faults_of_ever_new_kinds_do_not_fill_the_memory(log):
    faults = noting.Faults(lambda: 0.0)
    for number in range(noting.MOST + 10):
        faults.note("x", type(f"Fault{number}", (Exception,), {})())
    assert len(faults._told) <= noting.MOST + 1


@pytest.fixture
def other(caplog):
    """The logger of somebody else's code, filtered by a clock of our own."""
    caplog.set_level(logging.WARNING)
    logger, now = logging.getLogger("elsewhere"), [0.0]
    seldom = noting.Seldom(lambda: now[0])
    logger.addFilter(seldom)
    yield logger, now
    logger.removeFilter(seldom)


def test_what_others_log_again_and_again_is_said_once_a_minute_with_a_count(other, caplog):
    logger, now = other
    for number in (*range(1000), 1000):
        now[0] = 60.0 if number == 1000 else 0.0
        logger.error("refused %s", number)
    assert caplog.messages == ["refused 0", "refused 1000 (999 times more in between)"]


def test_a_visitors_own_text_is_not_repeated_at_length_nor_takes_many_lines(other, caplog):
    logger, _ = other
    logger.warning(f"no fragment {'x' * 15_000}")
    logger.warning(ValueError("a\nforged line"))
    logger.warning("of %s", "y")
    assert len(caplog.messages[0]) == noting.LONGEST
    assert caplog.messages[1:] == ["a forged line", "of y"]


def test_a_visitors_own_text_in_what_others_log_is_only_shown(other, caplog):
    logger, _ = other
    logger.warning("no fragment %s", STRANGE)
    logger.error("Exception in ASGI application\n", exc_info=fail(ValueError(STRANGE)))
    assert holds_nothing_strange(caplog.text) and caplog.text.count("\\x1b[31mred") == 2
    assert len(caplog.messages[0]) == noting.LONGEST


def test_other_faults_of_others_are_told_apart_by_kind_and_place(other, caplog):
    logger, _ = other
    for error in (fail(KeyError("a")), fail(ValueError("b")), fail(ValueError("c")), ValueError("d")):
        logger.error("Exception in ASGI application\n", exc_info=error)
    assert [record.exc_info[1].args for record in caplog.records] == [("a",), ("b",), ("d",)]


def test_the_server_calms_what_it_is_made_of(caplog, monkeypatch):
    caplog.set_level(logging.WARNING)
    logger = logging.getLogger("streamlit.of_a_test")
    monkeypatch.setattr(noting, "SELDOM", noting.Seldom())
    noting.calm("streamlit", "uvicorn")
    for _ in range(3):
        logger.warning("again")
        logging.getLogger("streamlitother").warning("another's")
    assert caplog.messages == ["again"] + ["another's"] * 3
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).removeFilter(noting.SELDOM)
