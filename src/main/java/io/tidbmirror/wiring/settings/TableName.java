package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.util.Collection;
import java.util.List;

/**
 * A table as people name it: {@code schema.table}, either name in back-quotes where it holds a dot. Names without
 * back-quotes are understood as long as only one table can be meant.
 *
 * @param text as given
 */
public record TableName(String text) {
    /**
     * The table meant.
     *
     * @param known all that could be meant
     * @param where they are known, for the message
     * @throws FatalException if it is none of them, or more than one
     */
    public TableId among(Collection<TableId> known, String where) {
        List<TableId> exact = known.stream().filter(this::isParsed).toList();
        List<TableId> meant = exact.isEmpty()
                ? known.stream().filter(table -> table.toString().equals(text)).toList()
                : exact;
        if (meant.size() != 1) {
            throw FatalException.configuration(
                    meant.isEmpty()
                            ? "no table " + text + " in " + where
                            : "more than one table is called " + text + ": put names with dots in back-quotes");
        }
        return meant.get(0);
    }

    private boolean isParsed(TableId table) {
        try {
            List<String> names = Names.split(text, '.');
            return names.size() == 2
                    && Names.unquote(names.get(0)).equals(table.schema())
                    && Names.unquote(names.get(1)).equals(table.table());
        } catch (IllegalArgumentException noPlainName) {
            return false;
        }
    }
}
