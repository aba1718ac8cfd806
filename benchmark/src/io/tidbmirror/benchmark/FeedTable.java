package io.tidbmirror.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * A generated table; its first column is the primary key.
 *
 * @param name name, in schema {@value #SCHEMA}
 * @param columns in table order
 */
record FeedTable(String name, List<FeedColumn> columns) {
    static final String SCHEMA = "shop";

    private static final String STATES = "enum('new','paid','packed','shipped','returned','cancelled')";

    /** 12 columns, about 310 bytes a row: every kind of type, texts of many lengths, few words that repeat. */
    static FeedTable orders() {
        return new FeedTable(
                "orders",
                List.of(
                        new FeedColumn("id", "BIGINT UNSIGNED", "20", "", "bigint(20) unsigned", -5, Draw::unsignedKey),
                        integer("customer_id", draw -> draw.skewed(2_000_000)),
                        text("order_no", "VARCHAR", 32, Draw::orderNumber),
                        new FeedColumn("status", "ENUM", "", "", STATES, 4, Draw::state),
                        decimal("amount", 18, 4, draw -> draw.skewed(500_000_000) + 100),
                        new FeedColumn("weight", "DOUBLE", "22", "", "double", 8, draw -> draw.real(4)),
                        text("currency", "CHAR", 3, Draw::currency),
                        new FeedColumn("created_at", "DATETIME", "", "6", "datetime(6)", 93, Draw::now),
                        new FeedColumn("ship_date", "DATE", "", "", "date", 91, draw -> draw.orNull(3, draw.day(14))),
                        text("note", "VARCHAR", 255, draw -> draw.orNull(4, draw.note())),
                        new FeedColumn("attrs", "JSON", "", "", "json", 12, Draw::json),
                        new FeedColumn(
                                "thumb",
                                "BLOB",
                                "65535",
                                "",
                                "blob",
                                2004,
                                draw -> draw.chance(7) ? null : draw.bytes())));
    }

    /** 40 columns, about 507 bytes a row: what a warehouse gets from a wide table of numbers and short words. */
    static FeedTable wide() {
        List<FeedColumn> columns = new ArrayList<>();
        columns.add(new FeedColumn("id", "BIGINT", "20", "", "bigint(20)", -5, Draw::key));
        for (int i = 0; i < 9; i++) {
            long most = i % 3 == 0 ? 100 : i % 3 == 1 ? 100_000 : Integer.MAX_VALUE;
            columns.add(integer("i" + i, sparse(draw -> draw.below(most))));
        }
        for (int i = 0; i < 5; i++) {
            long most = i % 2 == 0 ? 1L << 40 : 1L << 62;
            columns.add(
                    new FeedColumn("l" + i, "BIGINT", "20", "", "bigint(20)", -5, sparse(draw -> draw.signed(most))));
        }
        for (int i = 0; i < 5; i++) {
            FeedColumn price = decimal("d" + i, 12, 2, draw -> draw.skewed(100_000_000) - 10_000);
            columns.add(withCell(price, sparse(price.cell())));
        }
        for (int i = 0; i < 5; i++) {
            int every = i % 2 == 0 ? 1 : 1_000_000;
            columns.add(new FeedColumn("f" + i, "DOUBLE", "22", "", "double", 8, sparse(draw -> draw.real(every))));
        }
        for (int i = 0; i < 7; i++) {
            int words = 4 << (2 * (i % 5));
            columns.add(text("e" + i, "VARCHAR", 32, sparse(draw -> draw.word(words))));
        }
        for (int i = 0; i < 4; i++) {
            columns.add(text("s" + i, "VARCHAR", 64, sparse(Draw::letters)));
        }
        for (int i = 0; i < 2; i++) {
            columns.add(new FeedColumn("ts" + i, "DATETIME", "", "6", "datetime(6)", 93, sparse(Draw::lately)));
        }
        columns.add(new FeedColumn("dt", "DATE", "", "", "date", 91, sparse(draw -> draw.day(-700))));
        columns.add(new FeedColumn("flag", "TINYINT", "4", "", "tinyint(4)", -6, sparse(draw -> draw.below(2))));
        return new FeedTable("wide", columns);
    }

    /** The same table under another name. */
    FeedTable named(String other) {
        return new FeedTable(other, columns);
    }

    /** The values of a row. */
    Object[] row(Draw draw) {
        draw.advance();
        Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = columns.get(i).cell().next(draw);
        }
        return row;
    }

    /** One value in ten is NULL. */
    private static FeedColumn.Cell sparse(FeedColumn.Cell cell) {
        return draw -> draw.chance(1) ? null : cell.next(draw);
    }

    private static FeedColumn withCell(FeedColumn column, FeedColumn.Cell cell) {
        return new FeedColumn(
                column.name(),
                column.type(),
                column.precision(),
                column.scale(),
                column.description(),
                column.sqlType(),
                cell);
    }

    private interface Whole {
        long next(Draw draw);
    }

    private static FeedColumn integer(String name, FeedColumn.Cell cell) {
        return new FeedColumn(name, "INT", "11", "", "int(11)", 4, draw -> plain(cell.next(draw)));
    }

    private static Object plain(Object value) {
        return value == null ? null : value.toString();
    }

    private static FeedColumn decimal(String name, int precision, int scale, Whole unscaled) {
        return new FeedColumn(
                name,
                "DECIMAL",
                Integer.toString(precision),
                Integer.toString(scale),
                "decimal(" + precision + "," + scale + ")",
                3,
                draw -> Draw.decimal(unscaled.next(draw), scale));
    }

    private static FeedColumn text(String name, String type, int length, FeedColumn.Cell cell) {
        String description = type.toLowerCase(java.util.Locale.ROOT) + "(" + length + ")";
        return new FeedColumn(
                name, type, Integer.toString(length), "", description, type.equals("CHAR") ? 1 : 12, cell);
    }
}
