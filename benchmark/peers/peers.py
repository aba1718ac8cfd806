"""Peers of the mirror: each converts a changefeed file to the same rows, as fast as it can with the threads it may use.

    peers.py duckdb|polars|lines|streamed-lines SCHEMA-FILE csv|json THREADS sync|nosync

Each line of standard input is `SOURCE TARGET`; the answer is `ok WALL-NANOS CPU-NANOS TARGET`. With `sync` the target and
its folder are on disk before the clock stops, as those of the mirror are.
"""

import csv
import io
import os
import resource
import sys
import time

from tables import Table

MARKER = "__rowMarker__"
META = ["op", "tab", "sch", "ts"]


class DuckDb:
    extension = "parquet"

    def __init__(self, table, source, threads):
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads={threads}")
        self.select = self.csv(table) if source == "csv" else self.json(table)

    @staticmethod
    def csv(table):
        types = {"op": "VARCHAR", "tab": "VARCHAR", "sch": "VARCHAR", "ts": "UBIGINT"}
        types.update((column.name, column.sql) for column in table.columns)
        cells = [
            f'from_base64("{column.name}") AS "{column.name}"' if column.binary else f'"{column.name}"'
            for column in table.columns
        ]
        return (
            f"SELECT {', '.join(cells)}, CASE WHEN op = 'D' THEN 2 ELSE 4 END AS {MARKER}"
            f" FROM read_csv('SOURCE', header=false, auto_detect=false, delim=',', quote='\"', escape='\"',"
            f" nullstr='\\N', allow_quoted_nulls=false, new_line='\\n', columns={types})"
        )

    @staticmethod
    def json(table):
        fields = ", ".join(f'"{column.name}" VARCHAR' for column in table.columns)
        types = (
            "{type: 'VARCHAR', data: 'STRUCT(" + fields + ")[]', _tidb: 'STRUCT(commitTs UBIGINT)'}"
        )
        cells = []
        for column in table.columns:
            text = f'data[1]."{column.name}"'
            if column.type == "ENUM":
                text = f"{table.labels}[CAST({text} AS INTEGER)]"
            elif column.sql != "VARCHAR":
                text = f"CAST({text} AS {column.sql})"
            cells.append(f'{text} AS "{column.name}"')
        return (
            f"SELECT {', '.join(cells)}, CASE WHEN type = 'DELETE' THEN 2 ELSE 4 END AS {MARKER}"
            f" FROM read_json('SOURCE', format='newline_delimited', auto_detect=false, columns={types})"
        )

    def convert(self, source, target):
        select = self.select.replace("SOURCE", source)
        self.connection.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet, COMPRESSION snappy)")


class Polars:
    extension = "parquet"

    def __init__(self, table, source, threads):
        os.environ["POLARS_MAX_THREADS"] = str(threads)
        import polars

        self.polars = polars
        self.table = table
        types = {
            "INTEGER": polars.Int32,
            "BIGINT": polars.Int64,
            "UBIGINT": polars.UInt64,
            "DOUBLE": polars.Float64,
            "DATE": polars.Date,
            "TIMESTAMP": polars.Datetime("us"),
        }
        self.schema = {name: polars.String for name in META[:3]} | {"ts": polars.UInt64}
        for column in table.columns:
            if column.sql.startswith("DECIMAL"):
                self.schema[column.name] = polars.Decimal(column.precision, column.scale)
            else:
                self.schema[column.name] = types.get(column.sql, polars.String)

    def convert(self, source, target):
        polars = self.polars
        frame = polars.scan_csv(source, has_header=False, schema=self.schema, null_values="\\N", eol_char="\n")
        cells = [
            polars.col(column.name).str.decode("base64") if column.binary else polars.col(column.name)
            for column in self.table.columns
        ]
        marker = polars.when(polars.col("op") == "D").then(2).otherwise(4).cast(polars.Int32).alias(MARKER)
        frame.select(*cells, marker).sink_parquet(target, compression="snappy")


class Lines:
    """Line by line through the csv module, in the steps of the sample that is published for TiDB and Fabric: the whole text in
    memory, cut at each line break (also at one within quotes, whose row becomes two), a reader of its own for each line."""

    extension = "csv"
    markers = {"I": 4, "U": 4, "D": 2}

    def __init__(self, table, source, threads):
        self.names = [column.name for column in table.columns]

    def convert(self, source, target):
        with open(target, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, quoting=csv.QUOTE_ALL)
            writer.writerow(self.names + [MARKER])
            self.copy(source, writer.writerow)

    def copy(self, source, write):
        with open(source, encoding="utf-8", newline="") as file:
            text = file.read()
        for line in text.splitlines():
            if line.strip():
                cells = next(csv.reader(io.StringIO(line)))
                write(cells[len(META) :] + [str(self.markers.get(cells[0]))])


class StreamedLines(Lines):
    """The same as lean as it goes: the file is a stream, and no text is wrapped for the reader of a line."""

    def copy(self, source, write):
        with open(source, encoding="utf-8", newline="\n") as lines:
            for line in lines:
                for cells in csv.reader([line]):
                    if cells:
                        write(cells[len(META) :] + [self.markers.get(cells[0], 4)])


def sync(target):
    for path in (target, os.path.dirname(target)):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def main():
    name, schema, source, threads, syncing = sys.argv[1:]
    kinds = {"duckdb": DuckDb, "polars": Polars, "lines": Lines, "streamed-lines": StreamedLines}
    peer = kinds[name](Table(schema), source, int(threads))
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "end":
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
            print(f"ok {peak}", flush=True)
            continue
        file, target = line.split()
        target = f"{target}.{peer.extension}"
        cpu, start = time.process_time_ns(), time.perf_counter_ns()
        peer.convert(file, target)
        if syncing == "sync":
            sync(target)
        wall, cpu = time.perf_counter_ns() - start, time.process_time_ns() - cpu
        print(f"ok {wall} {cpu} {target}", flush=True)


if __name__ == "__main__":
    main()
