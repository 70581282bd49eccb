"""Texts that SQL cannot read: functions of ours that queries call, for each distinct text once."""

import duckdb

from data_pipeline.reading import periods, printed_values

PERIOD = "struct(period_start timestamp_s, period_end timestamp_s, period_label varchar, reporting_year varchar)"
PRINTED = "struct(value double, reason varchar, mark varchar, period varchar, status varchar, bound double)"


def offer(con: duckdb.DuckDBPyConnection) -> None:
    """Let queries call `read_period(text)`, null for what is no period; `read_printed(text)`; `read_status(text)`;
    `year_meant(text)`, null for what is no date that may have been a year."""
    con.create_function("read_period", _period, ["varchar"], PERIOD, null_handling="special")
    con.create_function("year_meant", _year_meant, ["varchar"], "varchar", null_handling="special")
    con.create_function("read_printed", _printed, ["varchar"], PRINTED, null_handling="special")
    con.create_function("read_status", printed_values.status, ["varchar"], "varchar")


def _year_meant(text: str | None) -> str | None:
    return periods.year_meant(text) if text else None


def _period(text: str | None) -> dict | None:
    period = periods.parse(text) if text else None
    return period and {
        "period_start": period.start,
        "period_end": period.end,
        "period_label": period.label,
        "reporting_year": period.reporting_year,
    }


def _printed(text: str | None) -> dict | None:
    cell = printed_values.parse(text) if text is not None else None
    return cell and {
        "value": cell.number,
        "reason": cell.reason,
        "mark": cell.mark,
        "period": cell.period,
        "status": printed_values.status_of(cell),
        "bound": cell.bound,
    }
