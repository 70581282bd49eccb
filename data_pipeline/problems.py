"""What is wrong with a file, said so that the person who holds it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what is there, why that is wrong and what to do."""

    file: str
    problem: str
    what_to_do: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column}"
        found = f" Found: {self.value!r}." if self.value is not None else ""
        end = "" if self.problem.endswith("?") else "."
        return f"{where}: {self.problem}{end}{found} {self.what_to_do}."


class Refused(Exception):
    """The files cannot become a warehouse. `problems` says why; nothing was replaced."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
