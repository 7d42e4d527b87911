# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""CSV, lines of JSON and Parquet, written row by row: memory does not grow with the number of rows."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from leistungswerk.reporting.open_data.datasets import Dataset, Kind
from leistungswerk.reporting.open_data.rows import Row, Value

if TYPE_CHECKING:
    from arro3.core import DataType, RecordBatch, Schema

_BATCH: Final = 5000
_GROUP: Final = 50_000
"""Rows of a Parquet row group; the writer holds one."""
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Form(StrEnum):
    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"

    @property
    def media_type(self) -> str:
        return _MEDIA[self]


_MEDIA: Final = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.NDJSON: "application/x-ndjson",
    Form.PARQUET: "application/vnd.apache.parquet",
}


def write(
    form: Form, dataset: Dataset, rows: Iterable[Row], file: BinaryIO, metadata: Mapping[str, str]
) -> None:
    """Write all rows; ``metadata`` goes into the file where its format has a place for it (Parquet)."""
    if form is Form.PARQUET:
        _parquet(dataset, rows, file, metadata)
        return
    lines = _csv(dataset, rows) if form is Form.CSV else _ndjson(dataset, rows)
    file.writelines(lines)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def cell(value: Value) -> Value:
    """A value as CSV and spreadsheets read it: ``ja`` and ``nein``, nothing for what is missing."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    # A name that begins like a formula is text for a spreadsheet too (OWASP CSV injection).
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _csv(dataset: Dataset, rows: Iterable[Row]) -> Iterator[bytes]:
    """RFC 4180 with semicolons, UTF-8 with a mark, as spreadsheets in Germany open it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.name for column in dataset.columns])
    yield b"\xef\xbb\xbf"
    for batch in _batches(rows):
        writer.writerows([[cell(value) for value in row] for row in batch])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _ndjson(dataset: Dataset, rows: Iterable[Row]) -> Iterator[bytes]:
    names = [column.name for column in dataset.columns]
    encoder = msgspec.json.Encoder()
    for batch in _batches(rows):
        yield encoder.encode_lines([dict(zip(names, row, strict=True)) for row in batch])


def _parquet(dataset: Dataset, rows: Iterable[Row], file: BinaryIO, metadata: Mapping[str, str]) -> None:
    from arro3.core import RecordBatchReader
    from arro3.io import write_parquet

    schema = _schema(dataset)
    reader = RecordBatchReader.from_batches(schema, _record_batches(dataset, schema, rows))
    write_parquet(
        reader,
        file,
        compression="zstd(3)",
        key_value_metadata=dict(metadata),
        max_row_group_size=_GROUP,
        skip_arrow_metadata=True,
        created_by="Leistungswerk",
    )


def _types() -> Mapping[Kind, "DataType"]:
    from arro3.core import DataType

    return {
        Kind.TEXT: DataType.utf8(),
        Kind.COUNT: DataType.int64(),
        Kind.DAY: DataType.date32(),
        Kind.YES_NO: DataType.bool(),
        Kind.SHARE: DataType.float64(),
    }


def _schema(dataset: Dataset) -> "Schema":
    from arro3.core import Field, Schema

    types = _types()
    return Schema([Field(each.name, types[each.kind], nullable=each.empty) for each in dataset.columns])


def _record_batches(dataset: Dataset, schema: "Schema", rows: Iterable[Row]) -> Iterator["RecordBatch"]:
    from arro3.core import Array, DataType, RecordBatch

    types = _types()

    def _day(values: Iterable[Value]) -> Array:
        days = [date.fromisoformat(str(value)).toordinal() - _EPOCH if value else None for value in values]
        return Array(days, DataType.int32()).cast(DataType.date32())

    made: list[Callable[[tuple[Value, ...]], Array]] = [
        _day if each.kind is Kind.DAY else lambda values, kind=types[each.kind]: Array(list(values), kind)  # type: ignore[misc]  # the default binds each kind
        for each in dataset.columns
    ]
    for batch in _batches(rows):
        columns = zip(*batch, strict=True)
        yield RecordBatch.from_arrays(
            [make(column) for make, column in zip(made, columns, strict=True)], schema=schema
        )
