package io.tidbmirror.change;

import java.util.Arrays;

/**
 * A column as it is landed.
 *
 * @param name name in original case
 * @param type type in TiDB
 * @param value landed type
 * @param nullable whether TiDB allows NULL; landing files declare every non-key column nullable all the same
 */
public record Column(String name, ColumnType type, ValueType value, boolean nullable) {
    /** Whether it lands as its type does where the user chose nothing for it ({@link LandAs}). */
    public boolean isStandard() {
        return Arrays.stream(ZeroDate.values()).anyMatch(policy -> value.equals(ValueType.of(type, policy)));
    }
}
