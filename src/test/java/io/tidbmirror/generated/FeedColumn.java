package io.tidbmirror.generated;

/**
 * A column as a schema file shows it.
 *
 * @param type {@code ColumnType}, such as {@code BIGINT UNSIGNED}
 * @param precision {@code ColumnPrecision}, empty if absent
 * @param scale {@code ColumnScale}, empty if absent
 * @param key whether it is part of the primary key
 */
public record FeedColumn(String name, String type, String precision, String scale, boolean nullable, boolean key) {

    public static FeedColumn key(String name, String type) {
        return new FeedColumn(name, type, "", "", false, true);
    }

    public static FeedColumn of(String name, String type, String precision) {
        return new FeedColumn(name, type, precision, "", true, false);
    }
}
