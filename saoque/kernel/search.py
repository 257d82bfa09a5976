"""Finding words in a folded text column (`saoque.kernel.text.search_text`), each engine in its own way.

`search__holds=" mam"` is true where the column holds these letters. PostgreSQL answers from a trigram GIN index, SQLite
from an FTS5 trigram table beside the model's; without either the column is read through, with the same result.
"""

from typing import Any

from django.db import DatabaseError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup

_LEAST = 3  # letters of a trigram
_indexed: dict[tuple[str, str], bool] = {}


class Holds(Lookup[Any]):
    """The column holds the folded text on the right, which is `[0-9a-z ]` only and so needs no escaping."""

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*given, f"%{self.rhs}%")

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        model = self.lhs.target.model
        if len(self.rhs) < _LEAST or not _has_table(connection, model):
            return f"INSTR({column}, %s) > 0", (*given, self.rhs)
        key = f'"{self.lhs.alias}"."{model._meta.pk.column}"'
        words = _table(model)
        return f'{key} IN (SELECT rowid FROM "{words}" WHERE "{words}" MATCH %s)', (f'"{self.rhs}"',)  # noqa: S608


class HoldsAll(Holds):
    """The column holds each of a list of such texts: `search__holds_all=[" mam", " ca"]`. An empty list holds always.

    SQLite intersects them inside its index; apart, a short word such as «ca» would list most of a table every time.
    """

    lookup_name = "holds_all"

    def get_prep_lookup(self) -> list[str]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        parts = [f"{column} LIKE %s"] * len(self.rhs) or ["1 = 1"]
        return f"({' AND '.join(parts)})", tuple(one for word in self.rhs for one in (*given, f"%{word}%"))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        model = self.lhs.target.model
        quick = [word for word in self.rhs if len(word) >= _LEAST] if _has_table(connection, model) else []
        slow = [word for word in self.rhs if word not in quick]
        parts = [f"INSTR({column}, %s) > 0"] * len(slow) or ["1 = 1"]
        values = [one for word in slow for one in (*given, word)]
        if quick:
            words, key = _table(model), f'"{self.lhs.alias}"."{model._meta.pk.column}"'
            parts.append(f'{key} IN (SELECT rowid FROM "{words}" WHERE "{words}" MATCH %s)')  # noqa: S608
            values.append(" AND ".join(f'"{word}"' for word in quick))
        return f"({' AND '.join(parts)})", tuple(values)


def keep_index(model: type[models.Model], using: str) -> None:
    """Make the index over the column `search` of `model` if it is not there; quick when it is.

    Called after every `migrate`, because SQLite loses triggers whenever a migration rebuilds the table.
    Where the database cannot have one (no right to create pg_trgm, no FTS5), search works without it.
    """
    connection = connections[using]
    if model._meta.db_table not in connection.introspection.table_names():
        return
    statements = _for_postgresql(model) if connection.vendor == "postgresql" else _for_sqlite(connection, model)
    try:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError:
        pass
    _indexed.clear()


def _for_postgresql(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    return [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f'CREATE INDEX IF NOT EXISTS "{_table(model)}" ON "{table}" USING gin (search gin_trgm_ops)',
    ]


def _for_sqlite(connection: BaseDatabaseWrapper, model: type[models.Model]) -> list[str]:
    """The statements that bring table and triggers about; none when all three triggers stand."""
    table, words = model._meta.db_table, _table(model)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{words}%"])
        if cursor.fetchone()[0] == 3:
            return []
    gone = f'INSERT INTO "{words}" ("{words}", rowid, search) VALUES (\'delete\', old.id, old.search);'  # noqa: S608
    come = f'INSERT INTO "{words}" (rowid, search) VALUES (new.id, new.search);'  # noqa: S608
    changed = "WHEN old.search IS NOT new.search"
    return [
        *(f'DROP TRIGGER IF EXISTS "{words}_{act}"' for act in ("insert", "delete", "update")),
        f'DROP TABLE IF EXISTS "{words}"',
        f"CREATE VIRTUAL TABLE \"{words}\" USING fts5(search, content='{table}', content_rowid='id', tokenize='trigram')",
        f'CREATE TRIGGER "{words}_insert" AFTER INSERT ON "{table}" BEGIN {come} END',
        f'CREATE TRIGGER "{words}_delete" AFTER DELETE ON "{table}" BEGIN {gone} END',
        f'CREATE TRIGGER "{words}_update" AFTER UPDATE OF search ON "{table}" {changed} BEGIN {gone} {come} END',
        f'INSERT INTO "{words}" ("{words}") VALUES (\'rebuild\')',  # noqa: S608
    ]


def _has_table(connection: Any, model: type[models.Model]) -> bool:
    """Whether the index stands, looked up once per process and database (past Django, so that no query is counted)."""
    place = (str(connection.settings_dict["NAME"]), model._meta.db_table)
    if place not in _indexed:
        connection.ensure_connection()
        found = connection.connection.execute(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?", [f"{_table(model)}%"]
        )
        _indexed[place] = found.fetchone()[0] == 3
    return _indexed[place]


def _table(model: type[models.Model]) -> str:
    return f"{model._meta.db_table}_words"
