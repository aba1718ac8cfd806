package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Decoded rows as text: {@code I 42 | value | value}; NULL is {@code ~}, binary is {@code 0x…}. */
final class Printed {
    private Printed() {}

    static List<String> rows(ChangeSource source) throws IOException {
        return rows(source, CommitRange.ALL, RowChoice.ALL, 0);
    }

    static List<String> rows(ChangeSource source, CommitRange range, RowChoice choice, long offset) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ChangeCursor cursor = source.open(range, choice, offset)) {
            for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
                for (int i = 0; i < block.rows(); i++) {
                    rows.add(row(block, i));
                }
            }
        }
        return rows;
    }

    static String row(ChangeBlock block, int row) {
        long ts = block.commitTs()[row];
        StringBuilder text = new StringBuilder();
        text.append(Operation.values()[block.operations()[row]].letter());
        text.append(' ').append(ts == ChangeBlock.NO_COMMIT_TS ? "-" : Long.toString(ts));
        for (int i = 0; i < block.columnCount(); i++) {
            text.append(" | ")
                    .append(value(
                            block.column(i), block.schema().columns().get(i).value(), row));
        }
        return text.toString();
    }

    static String value(ColumnVector vector, ValueType type, int row) {
        if (vector.isNull(row)) {
            return "~";
        }
        if (vector instanceof BytesVector bytes) {
            byte[] copy = new byte[bytes.length(row)];
            System.arraycopy(bytes.data(), bytes.offsets()[row], copy, 0, copy.length);
            return type.kind() == ValueKind.BINARY ? "0x" + HexFormat.of().formatHex(copy) : new String(copy, UTF_8);
        }
        if (vector instanceof DoubleVector doubles) {
            double value = doubles.values()[row];
            return type.kind() == ValueKind.FLOAT ? Float.toString((float) value) : Double.toString(value);
        }
        if (vector instanceof DecimalVector decimals) {
            BigInteger high = BigInteger.valueOf(decimals.halves()[2 * row]);
            BigInteger low = new BigInteger(Long.toUnsignedString(decimals.halves()[2 * row + 1]));
            return new BigDecimal(high.shiftLeft(64).add(low), type.scale()).toPlainString();
        }
        long value = ((LongVector) vector).values()[row];
        return switch (type.kind()) {
            case DECIMAL -> BigDecimal.valueOf(value, type.scale()).toPlainString();
            case DATE -> LocalDate.ofEpochDay(value).toString();
            case TIMESTAMP ->
                Instant.EPOCH
                        .plus(value, ChronoUnit.MICROS)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .toString();
            default -> Long.toString(value);
        };
    }
}
