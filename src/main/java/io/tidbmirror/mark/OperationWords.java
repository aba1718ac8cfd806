package io.tidbmirror.mark;

import io.tidbmirror.change.Operation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words by which change formats name an operation: TiCDC's CSV and canal-json, Debezium, and plain SQL. */
public final class OperationWords {
    private OperationWords() {}

    /** The operation a word stands for, or null if it stands for none. */
    public static @Nullable Operation find(String word) {
        return switch (word.strip().toUpperCase(Locale.ROOT)) {
            case "I", "C", "R", "INSERT" -> Operation.INSERT;
            case "U", "UPDATE" -> Operation.UPDATE;
            case "D", "DELETE" -> Operation.DELETE;
            default -> null;
        };
    }

    /** The operation a row marker allows for. */
    public static @Nullable Operation ofMarker(int marker) {
        if (marker == Marker.DELETE) {
            return Operation.DELETE;
        }
        return marker == Marker.UPSERT ? Operation.UPDATE : null;
    }

    /** The row marker of an operation. */
    public static int marker(Operation operation) {
        return operation == Operation.DELETE ? Marker.DELETE : Marker.UPSERT;
    }
}
