"""How the pipeline speaks to DuckDB: databases that reach no file but their own, and texts that may be a query.

What a file, a visitor or a catalogue says is a value: it goes to a query as a parameter. Text of a query is only what
our own code says, and is called `Sql`; a test of the house follows each text from where it is asked to where it is
written.
"""

from pathlib import Path
from typing import NewType

import duckdb

Sql = NewType("Sql", str)

PACKAGE = Path(__file__).parent
# Nothing is fetched, nothing is loaded that is not in the package, no name means a variable of ours.
CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}
# Pages ask for some hundred rows at a time: small groups leave more of a table unread. In blocks of a quarter of a
# megabyte, as DuckDB has them, the many small tables take a third more room. A file that is not finished is thrown
# away, so it needs no log of what was written to it.
ATTACH = "attach ? as warehouse (row_group_size 8192, block_size 65536, recovery_mode no_wal_writes)"
# None of it can be undone.
LOCK = "set enable_external_access = false; set lock_configuration = true"
MEMORY = "2500MB"  # DuckDB's share of what a build may use; what is more waits on the disk.


def name(*parts: str) -> Sql:
    """A name in SQL: `name("marts", "areas")` and `name("marts.areas")` are the same table."""
    return Sql(".".join('"' + part.replace('"', '""') + '"' for text in parts for part in text.split(".")))


def own(path: Path) -> Sql:
    """The text of a query of the pipeline. Raises ValueError for a file from anywhere else."""
    if not path.resolve().is_relative_to(PACKAGE):
        raise ValueError(f"{path} is no query of the pipeline")
    return Sql(path.read_text(encoding="utf-8"))


def building(folder: Path, file: Path | None = None, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A database in memory that reads and writes nothing on the disk but below `folder`/overflow, for good.

    `file`: a warehouse to write, new or not, which is attached as `warehouse`. What is to be read is put into the
    overflow first (`reading.csv_files`), so that no query, whatever it says, opens a file of its own choice.
    """
    overflow = folder / "overflow"
    overflow.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(config=CLOSED | {"memory_limit": memory, "temp_directory": str(overflow)})
    # Ours tells more than DuckDB's, which goes into what programs read.
    con.execute("set enable_progress_bar = false")
    if file is not None:
        con.execute(ATTACH, [str(file)])
    con.execute(LOCK)
    return con


def readable_folder(con: duckdb.DuckDBPyConnection) -> Path:
    """The one folder in which a database made by `building` reads files."""
    (folder,) = con.execute("select current_setting('temp_directory')").fetchone()
    return Path(folder)


def exporting(warehouse: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse for reading, and for writing files in `folder` and nowhere else."""
    con = duckdb.connect(str(warehouse), read_only=True, config=CLOSED | {"memory_limit": MEMORY, "temp_directory": ""})
    con.execute("set allowed_directories = ?", [[str(folder)]])
    con.execute(LOCK)
    return con


def reading(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse for reading only: no file access, no extensions, no settings to change, nothing on the disk."""
    # What questions gave back goes back to the system, where DuckDB else keeps up to 500 MB of it for the next ones.
    limits = {
        "memory_limit": "1GB",
        "threads": "1",
        "temp_directory": "",
        "allocator_background_threads": "true",
    }
    locked = {"enable_external_access": "false", "lock_configuration": "true"}
    return duckdb.connect(str(warehouse), read_only=True, config=CLOSED | limits | locked)
