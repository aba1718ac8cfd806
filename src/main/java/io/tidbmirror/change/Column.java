package io.tidbmirror.change;

/**
 * A column as it is landed.
 *
 * @param name name in original case
 * @param type type in TiDB
 * @param value landed type
 * @param nullable whether TiDB allows NULL; landing files declare every non-key column nullable all the same
 */
public record Column(String name, ColumnType type, ValueType value, boolean nullable) {}
