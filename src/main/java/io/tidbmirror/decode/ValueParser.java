package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** Checks and converts the cells of one column, adding one row to the vector for each. Stateless and thread safe. */
interface ValueParser {
    /**
     * Adds one row for each cell. Parsers of usual types go over the cells in a loop of their own, each the same but for one call:
     * in a loop that they shared that call would be one of many classes, which the compiler does not inline.
     *
     * @param into of the class that the column's landed type asks for
     */
    void parse(Cells cells, ColumnVector into) throws BadCellException;

    /** Reads the same values where CSV rows are read in one pass; what it does not read comes to {@link #parse}. */
    default CsvCell cell(CsvCell.Form form) {
        return new CsvRangeCell(form);
    }

    /** Copies cells that stand there as their values are written; null if they are written otherwise. */
    default @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return null;
    }
}
