"""What the peers need to know of a table: read from its TiCDC schema file."""

import json

WHOLE = {"TINYINT": "INTEGER", "SMALLINT": "INTEGER", "MEDIUMINT": "INTEGER", "INT": "INTEGER", "BIGINT": "BIGINT"}


class Column:
    def __init__(self, fields):
        self.name = fields["ColumnName"]
        self.type = fields["ColumnType"]
        self.precision = int(fields.get("ColumnPrecision", 0))
        self.scale = int(fields.get("ColumnScale", 0))

    @property
    def binary(self):
        return self.type == "BLOB"

    @property
    def sql(self):
        """The type that DuckDB reads the text as; binary text stays text at first."""
        if self.type in WHOLE:
            return WHOLE[self.type]
        if self.type == "BIGINT UNSIGNED":
            return "UBIGINT"
        if self.type == "DECIMAL":
            return f"DECIMAL({self.precision},{self.scale})"
        return {"DOUBLE": "DOUBLE", "DATE": "DATE", "DATETIME": "TIMESTAMP"}.get(self.type, "VARCHAR")


class Table:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            root = json.load(file)
        self.columns = [Column(fields) for fields in root["TableColumns"]]
        statement = root["Query"]
        self.labels = []
        if "ENUM(" in statement:
            labels = statement.split("ENUM(", 1)[1].split(")", 1)[0]
            self.labels = [label.strip("'") for label in labels.split(",")]
