"""Compares what two contestants made of one file, with DuckDB.

    judge.py SCHEMA-FILE csv|json

Each line of standard input is `exact|quick FILE,FILE… FILE,FILE… [text-null]`. `exact` is EXCEPT ALL both ways; `quick`
compares the number of rows and an order-insensitive checksum. `text-null` takes the text `\\N` for NULL, where a contestant
cannot tell them apart. The answer is `ok equal ROWS` or `ok different WHY`.
"""

import sys

import duckdb

from peers import MARKER
from tables import Table


class Judge:
    def __init__(self, table, source):
        self.table = table
        self.source = source
        self.connection = duckdb.connect()

    def select(self, files, text_null):
        names = files.split(",")
        cells = [self.cell(column, names, text_null) for column in self.table.columns]
        return f"SELECT {', '.join(cells)}, {MARKER}::INTEGER FROM read_parquet({names})"

    def cell(self, column, names, text_null):
        name = f'"{column.name}"'
        if column.type == "BIGINT UNSIGNED":
            return f"{name}::UBIGINT"
        if column.type == "DATETIME":
            return f"epoch_us({name})"
        if column.binary and self.source == "json":
            # a peer leaves these as text in which each letter is one byte
            kind = self.kind(column.name, names)
            return f"octet_length({name})" if kind == "BLOB" else f"length({name})"
        return f"nullif({name}, '\\N')" if text_null and column.sql == "VARCHAR" and not column.binary else name

    def kind(self, name, names):
        rows = self.connection.execute(f"DESCRIBE SELECT * FROM read_parquet({names})").fetchall()
        return {row[0]: row[1] for row in rows}[name]

    def exact(self, left, right):
        for one, other, word in ((left, right, "only in the first"), (right, left, "only in the second")):
            rows = self.connection.execute(f"({one}) EXCEPT ALL ({other}) LIMIT 1").fetchall()
            if rows:
                return f"different {word}: {rows[0]}"
        return self.quick(left, right)

    def quick(self, left, right):
        sums = [self.sums(left), self.sums(right)]
        return f"equal {sums[0][0]}" if sums[0] == sums[1] else f"different {sums[0]} {sums[1]}"

    def sums(self, rows):
        return self.connection.execute(
            f"SELECT count(*), sum(hash(r)::HUGEINT), bit_xor(hash(r)) FROM ({rows}) r"
        ).fetchone()


def main():
    schema, source = sys.argv[1:]
    judge = Judge(Table(schema), source)
    print("ready", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words == ["end"]:
            print("ok", flush=True)
            continue
        text_null = "text-null" in words
        left, right = judge.select(words[1], text_null), judge.select(words[2], text_null)
        answer = judge.exact(left, right) if words[0] == "exact" else judge.quick(left, right)
        print("ok " + answer.replace("\n", " "), flush=True)


if __name__ == "__main__":
    main()
