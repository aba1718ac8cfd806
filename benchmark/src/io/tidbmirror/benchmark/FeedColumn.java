package io.tidbmirror.benchmark;

/**
 * A column of a generated table.
 *
 * @param name name
 * @param type as a schema file has it, such as {@code BIGINT UNSIGNED}
 * @param precision digits, characters or display width, as a schema file has it; empty if it has none
 * @param scale digits behind the point, or of a second; empty if it has none
 * @param description as {@code mysqlType} has it with {@code content-compatible=true}
 * @param sqlType as {@code sqlType} has it (ticdc-formats: java.sql.Types)
 * @param cell makes values
 */
record FeedColumn(
        String name, String type, String precision, String scale, String description, int sqlType, Cell cell) {
    /** Makes one value: a {@code String}, a {@code byte[]} for binary columns, or null. */
    @FunctionalInterface
    interface Cell {
        Object next(Draw draw);
    }

    boolean isNumber() {
        return type.contains("INT") || type.equals("DOUBLE");
    }

    /** Labels of an ENUM in the order of their numbers. */
    String[] labels() {
        String list = description.substring(description.indexOf('\'') + 1, description.lastIndexOf('\''));
        return list.split("','");
    }

    boolean isEnum() {
        return type.equals("ENUM");
    }
}
