package io.tidbmirror.land;

import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowReader;
import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A window of a {@link ChangeLog} that has other columns, or a hint. */
record AlteredWindow(Window window, TableSchema schema, Map<String, String> hint) implements Window {
    static Window withSchema(TableSchema schema, Window window) {
        return new AlteredWindow(window, schema, window.hint());
    }

    static Window withHint(String hint, Window window) {
        return new AlteredWindow(window, window.schema(), Map.of("at", hint));
    }

    @Override
    public @Nullable Base base() {
        return window.base();
    }

    @Override
    public Covered from() {
        return window.from();
    }

    @Override
    public Covered to() {
        return window.to();
    }

    @Override
    public WindowReader open() throws IOException {
        return window.open();
    }
}
