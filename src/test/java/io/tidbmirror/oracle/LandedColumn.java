package io.tidbmirror.oracle;

/**
 * A column of a landing file.
 *
 * @param type type as DuckDB names it
 * @param nullable whether the Parquet schema says OPTIONAL
 * @param physical Parquet physical type
 */
public record LandedColumn(String name, String type, boolean nullable, String physical) {}
