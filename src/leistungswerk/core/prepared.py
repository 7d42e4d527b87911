# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Queries of the hot path, made once by the ORM and then only run.

Building the SQL of a plain lookup takes Django ten to twenty times as long as SQLite takes to answer it. A
prepared query is written as any other, with :class:`Argument` where a value comes later; table and column
names, placeholders and conversions stay the ORM's business, so it runs on both databases.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet
from django.db.models.expressions import Expression
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler


class Argument(Expression):
    """Stands for a value given by name when the query runs; ``field`` tells how it is stored."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name: Final = name

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def _bound(parameters: Sequence[Any], values: dict[str, Any]) -> list[Any]:
    return [
        each.output_field.get_db_prep_value(values[each.name], connection)
        if isinstance(each, Argument)
        else each
        for each in parameters
    ]


class PreparedRow:
    """The first row of ``rows().values_list(…)``."""

    def __init__(self, rows: "Callable[[], QuerySet[Any, Any]]") -> None:
        self._rows = rows

    @cached_property
    def _parts(self) -> tuple[str, Sequence[Any], Any, Any]:
        query = self._rows()[:1].query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        return sql, parameters, compiler, compiler.get_converters(columns)

    def get(self, **values: Any) -> "tuple[Any, ...] | None":
        """Run with a value for each argument; ``None``: no such row."""
        sql, parameters, compiler, converters = self._parts
        with connection.cursor() as cursor:
            cursor.execute(sql, _bound(parameters, values))
            row: tuple[Any, ...] | None = cursor.fetchone()
        if row is None or not converters:
            return row
        return tuple(next(compiler.apply_converters([row], converters)))


class PreparedUpdate:
    """``rows().update(**changes)``."""

    def __init__(self, rows: "Callable[[], QuerySet[Any, Any]]", **changes: Any) -> None:
        self._rows, self._changes = rows, changes

    @cached_property
    def _parts(self) -> tuple[str, Sequence[Any]]:
        query: UpdateQuery = self._rows().query.chain(UpdateQuery)  # type: ignore[assignment]  # chain makes it one
        query.add_update_values(self._changes)
        sql, parameters = query.get_compiler(connection=connection).as_sql()
        return sql, parameters

    def run(self, **values: Any) -> int:
        """How many rows were changed."""
        sql, parameters = self._parts
        with connection.cursor() as cursor:
            cursor.execute(sql, _bound(parameters, values))
            return int(cursor.rowcount)


class PreparedInsert:
    """``model.objects.create(**values)`` for models without signals; returns the new row's key."""

    def __init__(self, model: "type[Model]") -> None:
        self._model = model

    @cached_property
    def _parts(self) -> "tuple[str, list[Field[Any, Any]]]":
        meta = self._model._meta
        fields = [field for field in meta.local_concrete_fields if not field.primary_key]
        query = InsertQuery(self._model)
        query.insert_values(fields, [self._model()])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [meta.pk]
        return compiler.as_sql()[0][0], fields

    def run(self, **values: Any) -> int:
        """Columns by attribute name; what is not given gets the field's default."""
        sql, fields = self._parts
        parameters = [
            field.get_db_prep_save(
                values.pop(field.attname) if field.attname in values else field.get_default(), connection
            )
            for field in fields
        ]
        if values:
            raise TypeError(f"{self._model.__name__} has no {', '.join(values)}.")
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return int(cursor.fetchone()[0])
