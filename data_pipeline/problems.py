"""What is wrong with a file, said so that the person who holds it can mend it."""

from dataclasses import dataclass

from data_pipeline.letters import LONGEST_SHOWN, quoted, visible

LONGEST_SAID = 2000  # Of what is wrong and what to do, which may list columns or measures.


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what is there, why that is wrong and what to do.

    Each is a text that can be shown anywhere: what was found is quoted so, and cut.
    """

    file: str
    problem: str
    what_to_do: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __post_init__(self):
        for part in ("file", "problem", "what_to_do", "column", "value"):
            if (said := getattr(self, part)) is not None:
                longest = LONGEST_SAID if part in ("problem", "what_to_do") else LONGEST_SHOWN
                object.__setattr__(self, part, visible(str(said), longest))

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column}"
        found = f" Found: {quoted(self.value)}." if self.value is not None else ""
        end = "" if self.problem.endswith("?") else "."
        return f"{where}: {self.problem}{end}{found} {self.what_to_do}."


class Refused(Exception):
    """The files cannot become a warehouse. `problems` says why; nothing was replaced."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
