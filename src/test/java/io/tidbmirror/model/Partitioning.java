package io.tidbmirror.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a table is partitioned: by the values of plain columns. Anything else is known as such and asked for in vain.
 *
 * @param kind RANGE, LIST, HASH or KEY
 * @param columns names of the columns; one column unless it is {@code COLUMNS}
 * @param parts for RANGE and LIST in their order; for HASH and KEY named {@code p0}, {@code p1}, …
 */
record Partitioning(String kind, List<String> columns, List<Part> parts) {

    /** A bound of RANGE (null for MAXVALUE) or the values of LIST; each value a row of texts. */
    record Part(String name, List<List<String>> values) {}

    static Partitioning read(SqlReader sql) {
        sql.accept("LINEAR");
        String kind = sql.acceptOne("RANGE", "LIST", "HASH", "KEY");
        sql.accept("COLUMNS");
        List<String> columns = new ArrayList<>();
        for (SqlReader column : sql.bracketed().parts()) {
            columns.add(column.atName() && column.peek(1).kind() == SqlReader.Kind.END ? column.name() : "");
        }
        List<Part> parts = new ArrayList<>();
        if (sql.accept("PARTITIONS")) {
            int count = Integer.parseInt(sql.next().text());
            for (int i = 0; i < count; i++) {
                parts.add(new Part("p" + i, List.of()));
            }
        } else if (sql.peek().is("(")) {
            parts.addAll(parts(sql));
        }
        return new Partitioning(kind, columns, parts);
    }

    /** {@code (PARTITION name VALUES …, …)}. */
    static List<Part> parts(SqlReader sql) {
        return sql.bracketed().parts().stream().map(Partitioning::part).toList();
    }

    private static Part part(SqlReader sql) {
        sql.expect("PARTITION");
        String name = sql.name();
        List<List<String>> values = new ArrayList<>();
        if (sql.accept("VALUES", "LESS", "THAN")) {
            values.add(sql.accept("MAXVALUE") ? maxima() : row(sql.bracketed()));
        } else if (sql.accept("VALUES", "IN")) {
            for (SqlReader value : sql.bracketed().parts()) {
                values.add(row(value.peek().is("(") ? value.bracketed() : value));
            }
        }
        return new Part(name, values);
    }

    private static List<String> maxima() {
        List<String> one = new ArrayList<>();
        one.add(null);
        return one;
    }

    private static List<String> row(SqlReader sql) {
        List<String> row = new ArrayList<>();
        for (SqlReader value : sql.parts()) {
            row.add(value.accept("MAXVALUE") ? null : Literals.read(value));
        }
        return row;
    }

    /** The name of a row's partition. */
    String partOf(Map<String, String> row) {
        String part = find(row);
        if (part == null) {
            throw new AssertionError("model: no partition for " + row);
        }
        return part;
    }

    /** The name of the partition for a row; null if there is none. */
    String find(Map<String, String> row) {
        if (columns.contains("") || kind.equals("KEY")) {
            throw new AssertionError("model: partitioned by " + kind + columns);
        }
        List<String> values = columns.stream().map(row::get).toList();
        if (kind.equals("HASH")) {
            return parts.get(hash(values.get(0))).name();
        }
        return parts.stream()
                .filter(p -> kind.equals("RANGE")
                        ? less(values, p.values().get(0))
                        : p.values().contains(values))
                .map(Part::name)
                .findFirst()
                .orElse(null);
    }

    private int hash(String value) {
        BigInteger number = value == null ? BigInteger.ZERO : new BigInteger(value);
        return number.abs().mod(BigInteger.valueOf(parts.size())).intValue();
    }

    private static boolean less(List<String> values, List<String> bound) {
        for (int i = 0; i < values.size(); i++) {
            String limit = bound.get(i);
            String value = values.get(i);
            if (limit == null || value == null) {
                return true;
            }
            int order = compare(value, limit);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static int compare(String value, String limit) {
        boolean numbers = value.matches("-?\\d+") && limit.matches("-?\\d+");
        return numbers ? new BigInteger(value).compareTo(new BigInteger(limit)) : value.compareTo(limit);
    }

    Partitioning with(List<Part> more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Partitioning(kind, columns, all);
    }

    Partitioning without(List<String> names) {
        return new Partitioning(
                kind,
                columns,
                parts.stream()
                        .filter(p -> names.stream().noneMatch(p.name()::equalsIgnoreCase))
                        .toList());
    }

    Partitioning replaced(List<String> names, List<Part> by) {
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            boolean gone = names.stream().anyMatch(part.name()::equalsIgnoreCase);
            if (gone && all.stream().noneMatch(p -> Objects.equals(p, by.get(0)))) {
                all.addAll(by);
            } else if (!gone) {
                all.add(part);
            }
        }
        return new Partitioning(kind, columns, all);
    }

    /** HASH and KEY with another number of partitions. */
    Partitioning resized(int count) {
        List<Part> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Part("p" + i, List.of()));
        }
        return new Partitioning(kind, columns, all);
    }

    Partitioning renamedColumn(String from, String to) {
        return new Partitioning(
                kind,
                columns.stream().map(c -> c.equalsIgnoreCase(from) ? to : c).toList(),
                parts);
    }
}
