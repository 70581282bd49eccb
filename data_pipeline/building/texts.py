"""Texts that SQL cannot read: each distinct period and printed figure, once, into a table to join with."""

import duckdb

from data_pipeline.reading import periods, printed_values, typed_rows

PERIOD = {
    "period": "varchar", "period_start": "timestamp_s", "period_end": "timestamp_s", "period_label": "varchar",
    "reporting_year": "varchar",
}  # fmt: skip
PRINTED = {"printed": "varchar", "value": "double", "reason": "varchar", "mark": "varchar", "period": "varchar"}


def parse_periods(con: duckdb.DuckDBPyConnection) -> None:
    """Put each distinct published period that is not yet there into staging.periods, if it can be read."""
    typed_rows.create(con, "staging.periods", PERIOD)
    texts = con.execute(
        """
        select trim(coalesce(raw.period_data, raw.period, series.period))
        from raw.figures as raw join definitions.series as series on series.series_id = raw.source_id
        union
        select cells.value from packs.cells as cells join packs.columns as columns using (sheet, column_name)
        where columns.is_period
        union
        select period from staging.printed_values
        except
        select period from staging.periods
        order by 1
        """
    ).fetchall()
    found = [(text, periods.parse(text)) for (text,) in texts if text]
    rows = [(text, p.start, p.end, p.label, p.reporting_year) for text, p in found if p]
    typed_rows.insert(con, "staging.periods", PERIOD, rows)


def parse_values(con: duckdb.DuckDBPyConnection) -> None:
    """Put each distinct printed figure of the packs into staging.printed_values, as it was read."""
    typed_rows.create(con, "staging.printed_values", PRINTED)
    texts = con.execute(
        """
        select distinct cells.value from packs.cells as cells join packs.columns as columns using (sheet, column_name)
        where columns.is_printed order by 1
        """
    ).fetchall()
    read = [(text, printed_values.parse(text)) for (text,) in texts]
    rows = [(text, cell.number, cell.reason, cell.mark, cell.period) for text, cell in read]
    typed_rows.insert(con, "staging.printed_values", PRINTED, rows)
