package io.tidbmirror.camel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers messages, or fails as it is told to. */
final class HeardEvents implements EventHints {
    final List<String> messages = new CopyOnWriteArrayList<>();

    @Nullable
    RuntimeException failure;

    @Override
    public @Nullable String take(String message) {
        if (failure != null) {
            throw failure;
        }
        messages.add(message);
        return null;
    }

    @Override
    public boolean isLookDue() {
        return false;
    }
}
