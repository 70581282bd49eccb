"""Templates: how their lines are joined, that every value is escaped and every name is known."""

import pytest
from jinja2 import UndefinedError

from pages.components.markup import templates

JOINED = [
    ("<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n", "<ul><li>one</li><li>two</li></ul>"),
    ("<p>\n  in the midst\n  of it\n</p>", "<p>in the midst of it</p>"),
    ("<p>\n  see\n  <a>there</a>\n  or here\n</p>", "<p>see <a>there</a> or here</p>"),
    ("<b>1</b>\n<i>2</i>\n</li>\n", "<b>1</b><i>2</i></li>"),
    ('<a href="{{ 1 }}">\n  text\n</a>\nafter', '<a href="1">text</a> after'),
    ("{% if true %}\n  yes\n{% endif %}\n", "yes"),
    ("{{ 1 }} {{ 2 }}\n{{ 3 }}", "1 23"),
    ("{# what it is #}\n<p>{{ 'a\\n  b' }}</p>\n", "<p>a\n  b</p>"),
]


@pytest.mark.parametrize(("written", "joined"), JOINED)
def test_a_line_break_is_a_space_only_in_the_midst_of_a_sentence(written, joined):
    assert templates.environment.from_string(written).render() == joined


def test_a_name_that_is_missing_is_an_error():
    with pytest.raises(UndefinedError):
        templates.environment.from_string("{{ nothing }}").render()


def test_every_template_compiles():
    templates.load()
