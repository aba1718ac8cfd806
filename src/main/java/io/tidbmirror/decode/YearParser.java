package io.tidbmirror.decode;

import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** YEAR: 0, or 1901 to 2155. */
final class YearParser implements ValueParser {
    private static final int FIRST = 1901;
    private static final int LAST = 2155;
    private static final ValueParser INTEGERS = new IntegerParser(0, LAST);

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return form.quoted() ? null : new CsvIntegerCopy(form, FIRST, LAST);
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        int before = into.size();
        INTEGERS.parse(cells, into);
        long[] values = ((LongVector) into).values();
        for (int i = 0; i < cells.count(); i++) {
            long year = values[before + i];
            if (!into.isNull(before + i) && year != 0 && year < FIRST) {
                throw new BadCellException(i, "is outside the range of its type");
            }
        }
    }
}
