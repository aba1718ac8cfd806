package io.tidbmirror.decode;

/** Days of the calendar, and times as UTC with as many digits of the second as the column has; in quotes, which are left out. */
final class CsvTimeCopy extends CsvCopy {
    private static final int MOST_DIGITS = 6;

    private final byte quote;
    private final boolean dateOnly;
    private final int digits;
    private final int length;
    private final MonthCache months = new MonthCache();

    CsvTimeCopy(CsvCell.Form form, boolean dateOnly, int scale) {
        super(form);
        this.quote = form.quote();
        this.dateOnly = dateOnly;
        this.digits = dateOnly ? 0 : Math.min(scale, MOST_DIGITS);
        int fraction = digits == 0 ? 0 : 1 + digits;
        this.length = dateOnly ? CivilDate.LENGTH : CivilDate.LENGTH + 1 + ClockTime.LENGTH + fraction;
    }

    @Override
    long copy(byte[] bytes, int at, long word, byte[] into, int out, int room) {
        int from = at + 1;
        int stop = from + length;
        boolean good = (byte) word == quote && bytes[stop] == quote && bytes[stop + 1] == end();
        if (!good || !months.isDay(word, Swar.load(bytes, at + WORD))) {
            return UNUSUAL;
        }
        Swar.store(into, out, Swar.load(bytes, from));
        Swar.store(into, out + WORD, Swar.load(bytes, from + WORD));
        if (!dateOnly) {
            if (!isTime(bytes, from + CivilDate.LENGTH)) {
                return UNUSUAL;
            }
            Swar.store(into, out + 2 * WORD, Swar.load(bytes, from + 2 * WORD));
            Swar.store(into, out + 3 * WORD, Swar.load(bytes, from + 3 * WORD));
        }
        return ends(stop + 2, out + length);
    }

    private boolean isTime(byte[] bytes, int from) {
        int fraction = from + 1 + ClockTime.LENGTH;
        return bytes[from] == ' '
                && ClockTime.seconds(bytes, from + 1) >= 0
                && (digits == 0 || (bytes[fraction] == '.' && Digits.areDigits(bytes, fraction + 1, digits)));
    }
}
