package io.tidbmirror.model;

import java.math.BigDecimal;

/** What MODIFY and CHANGE COLUMN make of the values of rows that are there. Only conversions that are sure are known. */
final class Casts {

    private Casts() {}

    /** The new text of a value; null stays null. */
    static String cast(String text, SqlType from, SqlType to) {
        if (text == null) {
            return null;
        }
        String known = known(text, from, to);
        if (known == null) {
            throw new AssertionError(
                    "model: no conversion of '" + text + "' from " + from.columnType() + " to " + to.columnType());
        }
        return known;
    }

    /** Whether values of such types can be converted here at all. */
    static boolean knows(SqlType from, SqlType to) {
        return known(from.zero(), from, to) != null;
    }

    private static String known(String text, SqlType from, SqlType to) {
        if (from.isInteger() || from.base().equals("decimal")) {
            return ofNumber(text, to);
        }
        if (from.isText()) {
            return ofText(text, from, to);
        }
        if (from.isBinary() && to.isBinary()) {
            return Texts.padded(text, to.base().equals("binary") ? to.first() : 0);
        }
        if (from.base().equals("bit") && to.base().equals("bit")) {
            return Texts.bits(Long.parseUnsignedLong(text.substring(2), 16), to.first());
        }
        if (from.isMoment() && to.isMoment()) {
            return Texts.time(text, to.first(), true);
        }
        if (from.base().equals("date") && to.isMoment()) {
            return Texts.time(text, to.first(), true);
        }
        if (from.base().equals("time") && to.base().equals("time")) {
            return Texts.time(text, to.first(), false);
        }
        return from.base().equals(to.base()) && from.second() == to.second() ? text : null;
    }

    private static String ofNumber(String text, SqlType to) {
        if (to.isInteger()) {
            return Texts.integer(text);
        }
        if (to.base().equals("decimal")) {
            return Texts.decimal(text, to.second());
        }
        boolean exact = to.base().equals("double") && new BigDecimal(text).precision() <= 15;
        return exact ? Texts.plain(text) : to.isPlainText() ? text : null;
    }

    private static String ofText(String text, SqlType from, SqlType to) {
        boolean labels = to.base().equals("enum") && to.labels().contains(text);
        if (labels || (to.base().equals("set") && to.labels().containsAll(from.labels()))) {
            return text;
        }
        if (to.isPlainText() && !from.base().equals("json")) {
            return to.base().equals("char") ? text.stripTrailing() : text;
        }
        if (from.base().equals("json") && to.base().equals("json")) {
            return text;
        }
        return to.isInteger() && text.matches("-?\\d{1,18}") ? Texts.integer(text) : null;
    }
}
