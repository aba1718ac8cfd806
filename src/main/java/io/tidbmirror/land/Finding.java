package io.tidbmirror.land;

import io.tidbmirror.change.TableId;
import org.jspecify.annotations.Nullable;

/**
 * Something in the landing zone that is not as the HEADs say.
 *
 * @param table whose folder it is; null if it is nobody's
 * @param path where, relative to the landing zone
 * @param what is wrong
 * @param remedy what to do
 */
public record Finding(@Nullable TableId table, String path, String what, String remedy) {
    static final String REBUILD =
            "put it back as it was and release the table; if that cannot be done, build the table again"
                    + " (command: table rebuild)";
    static final String STRANGER = "find out who writes there and take it away";
}
