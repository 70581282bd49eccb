"""Every indicator that is known, and which measures, themes and words fit what is typed."""

import re

from data_pipeline.queries.asking import Connection, Rows, all_rows

NUMBER = re.compile(r"\bni[\s_]*0*(\d+)", re.IGNORECASE)
MOST_WORDS = 8  # Of what is typed: nobody looks for a measure by more.

# How well a word of an entry fits a word that was typed: the same, begun, its other forms ('obese' and 'obesity',
# 'child' and 'children'), or mistyped: one letter, or two of a long word.
CLOSENESS = """
    case
        when word = typed then 1.0
        when starts_with(word, typed) and len(typed) > 1 then 0.8
        when not is_word then null
        when least(len(word), len(typed)) >= 4 and abs(len(word) - len(typed)) <= 4
            and word[:greatest(4, len(typed) - 2)] = typed[:greatest(4, len(typed) - 2)] then 0.7
        when len(typed) >= 5 and word[1] = typed[1] and abs(len(word) - len(typed)) <= 2
            and damerau_levenshtein(word, typed) <= if(len(typed) >= 8, 2, 1) then 0.5
    end
"""


def catalogue(con: Connection) -> dict[str, dict]:
    """Every indicator by its name, in the order of the national set: what is known of it and how much is held."""
    return {row["indicator"]: row for row in all_rows(con, "select * from marts.catalogue")}


def agreements_on(con: Connection, indicator: str) -> Rows:
    """The agreements that are held and speak of an indicator: area_code, area_name, has_target."""
    query = """
        select agreement_code as area_code, agreements.area_name, bool_or(has_target) as has_target
        from marts.promises as promises
        join marts.agreements as agreements using (pack, edition)
        where indicator = ? and promises.is_national and promises.is_latest_edition and not agreements.is_example
        group by all order by agreements.area_name
    """
    return all_rows(con, query, [indicator])


def old_sets(con: Connection) -> Rows:
    """What the source documents say of earlier sets of indicators: term, expansion, document, date, line, says."""
    return all_rows(con, "select * from marts.old_sets")


def fitting(con: Connection, text: str) -> Rows:
    """What fits a typed text: kind ('measure', 'local measure', 'theme', 'word'), entry, title; the best first.

    Each word of the text fits, in one of its forms or mistyped; where nothing has them all, what has most of them.
    """
    typed = _words(con, text)
    query = f"""
        with typed_words as (
            select typed, not regexp_matches(typed, '[0-9]') as is_word from (select distinct unnest($typed) as typed)
        ),

        vocabulary as (select distinct word from marts.found_words),

        close as (
            select typed, word, {CLOSENESS} as closeness from typed_words, vocabulary
            where closeness is not null
        ),

        fits as (
            select kind, entry, title, typed, max(closeness * weight) as fit
            from close join marts.found_words using (word)
            group by kind, entry, title, typed
        )

        select kind, entry, title, count(*) as words, sum(fit) as fit
        from fits group by kind, entry, title
        qualify words = max(words) over ()
        order by fit desc, try_cast(regexp_extract(entry, '\\d+') as integer), entry
    """
    return all_rows(con, query, {"typed": typed}) if typed else []


def _words(con: Connection, text: str) -> list[str]:
    """The words of a text as words are compared, 'NI 055' as one; none of them one that every text has."""
    key = con.execute("select name_key(?)", [NUMBER.sub(r"ni\1", text)]).fetchone()[0]
    return [word for word in key.split(" ")[:MOST_WORDS] if len(word) > 1 or word.isdigit()]


def indicator_bodies(con: Connection) -> dict[str, dict]:
    """By national indicator: the body that reported it, tier, is_body_inferred, partner, partnership."""
    return {row["indicator"]: row for row in all_rows(con, "select * from marts.indicator_bodies")}
