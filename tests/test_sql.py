"""SQL is text of our own and nothing else: what files, visitors and catalogues say goes to a query as a parameter.

Every text that is asked, or looks like SQL, is followed to where it is written. It may be made of constants, of what
functions and arguments called `Sql` give, and of nothing else; whoever calls such a function is held to the same. That
text is `Sql` is said by casts, which only the functions named in `CASTS` may do.
"""

import ast
import re
from pathlib import PurePath

import pytest

from tests.running import PROJECT

CASTS = {
    "data_pipeline/sql.py name": "quotes every part of a name",
    "data_pipeline/sql.py own": "reads only what lies in the folder of the pipeline, and refuses all else",
    "data_pipeline/reading/csv_files.py place": "the number of a column, after a letter",
    "data_pipeline/building/tables.py order": "the end of a query of the pipeline",
}
# What asks DuckDB, by whom it is asked of: a connection, a cursor, an answer.
ASKING = {"execute", "executemany", "sql", "query", "from_query", "filter", "project", "aggregate", "order", "view"}
FILES = {"read_csv", "read_parquet", "read_json", "from_parquet", "from_csv_auto"}
CONNECTIONS = {"con", "cursor", "connection", "duckdb", "asked"}
LOOKS = re.compile(
    r"\b(select|insert into|delete from|create (or replace )?(temp )?(table|view|schema|macro)|drop (table|view|schema)"
    r"|alter table|update \S+ set|copy [(]|attach|from \S+ (where|join)|where \S+ (=|in|is)|order by|group by)\b"
    r"|\bcopy [(]|\bdescribe |\b(coalesce|nullif|cast|try_cast|concat_ws|regexp_\w+|unnest)[(]",
)
CODE = sorted([*(PROJECT / "data_pipeline").rglob("*.py"), *(PROJECT / "pages").rglob("*.py"), PROJECT / "app.py"])
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp)


class House:
    """What the signatures of all modules say of `Sql`: by the bare name of each function, class or attribute."""

    def __init__(self, trees: dict[str, ast.Module]):
        self.makers, self.attributes, self.wants = set(), set(), {}
        for name, tree in trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef):
                    self._function(stem_of(name), node)
                elif isinstance(node, ast.ClassDef):
                    self._class(stem_of(name), node)

    def _function(self, stem: str, node: ast.FunctionDef) -> None:
        if gives_sql(node):
            self.makers.add((stem, node.name))
            if any(ast.unparse(each) in ("property", "cached_property") for each in node.decorator_list):
                self.attributes.add(node.name)
        named = [argument.arg for argument in node.args.args if argument.arg != "self"]
        wanted = {one.arg for one in arguments(node) if is_sql(one.annotation)}
        if wanted:
            self.wants[stem, node.name] = (named, wanted, getattr(node.args.kwarg, "arg", None))

    def _class(self, stem: str, node: ast.ClassDef) -> None:
        fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
        wanted = {each.target.id for each in fields if is_sql(each.annotation)}
        self.attributes |= wanted
        if wanted:
            self.wants[stem, node.name] = ([each.target.id for each in fields], wanted, None)


def stem_of(name: str) -> str:
    """What a module is called where it is used: a package by its folder."""
    path = PurePath(name)
    return path.parent.name if path.stem == "__init__" else path.stem


def gives_sql(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and is_sql(node.returns) and ast.unparse(node.returns) != "Callable"


def is_sql(annotation: ast.expr | None) -> bool:
    return annotation is not None and bool(re.search(r"\bSql\b", ast.unparse(annotation)))


def arguments(node) -> list[ast.arg]:
    found = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
    return [one for one in found if one is not None]


class Module:
    """One module, and what in it is made into SQL without being ours."""

    def __init__(self, name: str, tree: ast.Module, house: House):
        self.name, self.tree, self.house = name, tree, house
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.following: set[tuple[ast.AST, str]] = set()
        self.imported = {
            alias.asname or alias.name: (node.module.rpartition(".")[2], alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def faults(self) -> list[str]:
        found = []
        for node in ast.walk(self.tree):
            for text in self._must_be_ours(node):
                if not self.is_ours(text):
                    found.append(f"{self.name}:{text.lineno}: {' '.join(ast.unparse(text).split())[:90]}")
            if isinstance(node, ast.Call) and called(node) == "Sql" and self._where(node) not in CASTS:
                found.append(f"{self.name}:{node.lineno}: a cast to Sql")
        return sorted(set(found))

    def _must_be_ours(self, node: ast.AST) -> list[ast.expr]:
        """The expressions under this node that may hold text of ours only."""
        if isinstance(node, ast.Call):
            return [*self._asked(node), *self._wanted(node)] or ([node] if looks_made(node) else [])
        if isinstance(node, ast.Return) and node.value is not None:
            return [node.value] if gives_sql(self._scope(node)) else []
        return [node] if looks_made(node) else []

    def _asked(self, node: ast.Call) -> list[ast.expr]:
        """What is handed to DuckDB as text: a query, or a file to read."""
        receiver = ast.unparse(node.func.value).rpartition(".")[2] if isinstance(node.func, ast.Attribute) else ""
        if (called(node) in ("execute", "executemany", "sql") and receiver) or receiver in CONNECTIONS:
            return node.args[:1] if called(node) in ASKING | FILES else []
        return []

    def _wanted(self, node: ast.Call) -> list[ast.expr]:
        named, wanted, rest = self.house.wants.get(self._meant(node), ((), (), None))
        given = list(zip(named, node.args, strict=False))
        given += [(one.arg if one.arg in named or not rest else rest, one.value) for one in node.keywords if one.arg]
        return [value for name, value in given if name in wanted and not is_nothing(value)]

    def _meant(self, node: ast.Call) -> tuple[str, str]:
        """The module and the name of the function that is called."""
        if isinstance(node.func, ast.Attribute):
            return ast.unparse(node.func.value).rpartition(".")[2], node.func.attr
        return self.imported.get(called(node), (stem_of(self.name), called(node)))

    def is_ours(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return all(self.is_ours(part) for part in parts)
            case ast.FormattedValue(value=value) | ast.Starred(value=value) | ast.Subscript(value=value):
                return self.is_ours(value)
            case ast.Dict(values=values):  # What stands under a name; the name itself is seen to where it is used.
                return all(map(self.is_ours, values))
            case ast.BinOp(left=left, right=right):
                return self.is_ours(left) and self.is_ours(right)
            case ast.BoolOp(values=values):
                return all(self.is_ours(value) for value in values)
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_ours(body) and self.is_ours(orelse)
            case ast.GeneratorExp(elt=made) | ast.ListComp(elt=made) | ast.SetComp(elt=made) | ast.DictComp(value=made):
                return self.is_ours(made)
            case ast.Attribute(attr=name):
                return name.isupper() or name in self.house.attributes
            case ast.Name(id=name):
                return name.isupper() or self._is_of_ours(node, name)
            case ast.Call():
                return self._gives_ours(node)
        return False

    def _gives_ours(self, node: ast.Call) -> bool:
        name = called(node)
        if self._meant(node) in self.house.makers or name == "Sql":
            return True
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node.func, ast.Attribute) and name == "get":  # Of a dictionary, or what stands in its place.
            return self.is_ours(node.func.value) and all(map(self.is_ours, node.args[1:]))
        if isinstance(node.func, ast.Attribute) and name in ("join", "items", "values", "keys", "setdefault"):
            return self.is_ours(node.func.value) and all(map(self.is_ours, given))
        return name in ("range", "len") or (
            name in ("next", "zip", "list", "sorted", "enumerate") and all(map(self.is_ours, given))
        )

    def _is_of_ours(self, node: ast.Name, name: str) -> bool:
        """Whether everything that a name of this place may stand for is ours."""
        scope = node
        while (scope := self.parents.get(scope)) is not None:
            if isinstance(scope, COMPREHENSIONS):
                found = [one for each in scope.generators for one in picked(each.target, each.iter, name)]
            elif isinstance(scope, (*SCOPES, ast.Module)):
                found = self._sources(scope, name)
            else:
                continue
            given = [one for one in arguments(scope) if one.arg == name] if isinstance(scope, SCOPES) else []
            if given or found:
                if (scope, name) in self.following:
                    return True
                self.following.add((scope, name))
                try:
                    return all(is_sql(one.annotation) for one in given) and all(map(self.is_ours, found))
                finally:
                    self.following.discard((scope, name))
        return False

    def _sources(self, scope: ast.AST, name: str) -> list[ast.expr]:
        """What is assigned to a name inside a function, or at the top of the module."""
        found = []
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign):
                pairs = [(target, node.value) for target in node.targets]
            elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                pairs = [(node.target, node.value)]
            elif isinstance(node, ast.For):
                pairs = [(node.target, node.iter)]
            elif isinstance(node, ast.Call) and called(node) in ("append", "extend", "insert", "setdefault"):
                pairs = (
                    [(node.func.value, value) for value in node.args[-1:]]
                    if isinstance(node.func, ast.Attribute)
                    else []
                )
            else:
                continue
            if self._scope(node) is scope:
                found += [one for target, value in pairs for one in picked(target, value, name)]
        return found

    def _scope(self, node: ast.AST) -> ast.AST | None:
        while (node := self.parents.get(node)) is not None:
            if isinstance(node, (*SCOPES, ast.Module)):
                return node
        return None

    def _where(self, node: ast.AST) -> str:
        scope = self._scope(node)
        return f"{self.name} {getattr(scope, 'name', '')}".strip()


def picked(target: ast.expr, value: ast.expr, name: str) -> list[ast.expr]:
    """Of an assignment, what the name gets: its own item where both sides are written out."""
    if isinstance(target, ast.Name):
        return [value] if target.id == name else []
    if not isinstance(target, ast.Tuple | ast.List):
        return []
    if isinstance(value, ast.Call) and called(value) == "items" and isinstance(value.func.value, ast.Name):
        is_key = isinstance(target.elts[0], ast.Name) and target.elts[0].id == name
        if is_key and not value.func.value.id.isupper():
            return [ast.Name("a key of any kind")]
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        return [one for t, v in zip(target.elts, value.elts, strict=True) for one in picked(t, v, name)]
    return [value] if any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(target)) else []


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def looks_made(node: ast.AST) -> bool:
    """Whether a text is put together here, of parts, and looks like SQL."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
        is_made = len(parts) < len(node.values)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        parts = [part.value for part in (node.left, node.right) if isinstance(part, ast.Constant)]
        is_made = True
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and called(node) in ("format", "replace"):
        parts = [node.func.value.value] if isinstance(node.func.value, ast.Constant) else []
        is_made = True
    else:
        return False
    return is_made and any(LOOKS.search(part) for part in parts if isinstance(part, str))


def faults_of(sources: dict[str, str]) -> list[str]:
    trees = {name: ast.parse(source) for name, source in sources.items()}
    house = House(trees)
    return [fault for name, tree in trees.items() for fault in Module(name, tree, house).faults()]


def test_no_sql_is_made_of_text_that_is_not_ours():
    sources = {path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8") for path in CODE}
    assert faults_of(sources) == []


def test_every_cast_that_may_stand_is_there():
    """An exception that nobody needs any more goes."""
    for where in CASTS:
        file, function = where.split()
        tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
        (body,) = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function]
        assert [node for node in ast.walk(body) if isinstance(node, ast.Call) and called(node) == "Sql"]


@pytest.mark.parametrize(
    "planted",
    [
        # Reaching DuckDB.
        "def f(con, code):\n    con.execute(f\"set variable a = '{code}'\")",
        "def f(con, code):\n    con.execute('select 1 where a = ' + code)",
        "def f(con, code):\n    con.execute('select %s' % code)",
        "def f(con, code):\n    con.execute('select {}'.format(code))",
        "def f(con, codes):\n    con.execute(','.join(codes))",
        "def f(con, code):\n    con.execute(code)",
        "def f(con, code):\n    query = 'from a'\n    query += f' where b = {code}'\n    con.execute(query)",
        "def f(con, code):\n    parts = []\n    parts.append(code)\n    con.execute(' and '.join(parts))",
        "def f(con):\n    for name in con.execute('from names').fetchall():\n        con.execute(f'drop table {name}')",
        "def f(con):\n    a = {1: row for row in con.execute('from n').fetchall()}\n    con.execute(f'drop {a}')",
        "def f(con, table):\n    con.cursor().execute(f'describe {table}')",
        "def f(con, code):\n    con.executemany(f'insert into a values ({code}, ?)', [])",
        "def f(con, code):\n    con.sql(f'from {code}')",
        "def f(con, code):\n    con.query(code)",
        "def f(cursor, code):\n    cursor.filter(f'a = {code}')",
        "def f(con, path):\n    con.read_csv(path)",
        "import duckdb\ndef f(path):\n    duckdb.read_parquet(path)",
        "def f(self, code):\n    self.con.execute(f'set a = {code}')",
        "def f(con, path):\n    con.execute(path.read_text())",
        # Made here and asked elsewhere.
        "def f(code):\n    return f\"select * from a where b = '{code}'\"",
        "def f(name):\n    return f'nullif(trim({name}), 1)'",
        "def f(name):\n    return 'delete from ' + name",
        "def f(name):\n    return 'copy (select 1) to {}'.format(name)",
        # Said to be ours, and not.
        "def f(con, code):\n    con.execute(Sql(code))",
        "def f(code) -> Sql:\n    return code",
        "def asked(con, query: Sql):\n    con.execute(query)\ndef f(con, code):\n    asked(con, code)",
        "def asked(con, query: Sql):\n    con.execute(query)\ndef f(con, a):\n    asked(con, query=f'from {a}')",
        "def scan(con, **columns: Sql):\n    con.execute(columns['a'])\ndef f(con, code):\n    scan(con, a=code)",
        "def f(con, a: dict[str, Sql]):\n    for name, kind in a.items():\n        con.execute(f'drop {name}')",
        "class T:\n    query: Sql\ndef f(code):\n    T(code)",
    ],
)
def test_sql_made_of_anything_else_is_found(planted):
    assert faults_of({"planted.py": planted}) != []


@pytest.mark.parametrize(
    "ours",
    [
        "def f(con, code):\n    con.execute('select ? where a = $code', [code])",
        "TABLE = 'marts.areas'\ndef f(con):\n    con.execute(f'from {TABLE}')",
        "def f(con, day):\n    known = 'where a < 1' if day else ''\n    con.execute(f'from a {known}')",
        "def f(con, only):\n    con.execute(f\"from a where b in ({', '.join('?' * len(only))})\", only)",
        "def asked(con, query: Sql):\n    con.execute(query)\ndef f(con):\n    asked(con, 'from a')",
        "def made() -> Sql:\n    return 'from a'\ndef f(con):\n    con.execute(f'{made()} limit 1')",
        "class T:\n    query: Sql\ndef f(con, t):\n    con.execute(f'create view a as {t.query}')",
        "def f(name):\n    return f'{name} was selected from 12 places'",
        "def f(found, which):\n    return found.filter(which)",
        "import pandas as pd\ndef f(path):\n    return pd.read_csv(path)",
    ],
)
def test_sql_of_our_own_is_let_be(ours):
    assert faults_of({"ours.py": ours}) == []
