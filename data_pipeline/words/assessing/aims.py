"""What a strategy set out to do, with or without a target."""

NO_TARGET = "No target"


def summary(rows: list[dict]) -> str:
    """'19 objectives are published. For 1 of them no target stands.'"""
    aims = [row for row in rows if row["title"]]
    bare = [row for row in aims if not row["targets"]]
    if not aims:
        return "No objective is published, only what should be different in the end."
    told = "1 objective is published" if len(aims) == 1 else f"{len(aims)} objectives are published"
    if not bare:
        return f"{told}, and a target stands for {'it' if len(aims) == 1 else 'each'}."
    return f"{told}. {'No target stands for it' if len(aims) == 1 else f'For {len(bare)} of them no target stands'}."


def targets(row: dict) -> str:
    """'3 targets'."""
    if not row["targets"]:
        return NO_TARGET
    return f"{row['targets']} target{'' if row['targets'] == 1 else 's'}"


def outcomes(rows: list[dict]) -> list[tuple[dict, list[dict]]]:
    """The objectives under the outcome that they serve, each with its first row; the order is that of the rows."""
    found: dict[str | None, list[dict]] = {}
    for row in rows:
        found.setdefault(row["outcome"], []).append(row)
    return [(mine[0], [row for row in mine if row["title"]]) for mine in found.values()]
