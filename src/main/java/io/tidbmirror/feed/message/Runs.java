package io.tidbmirror.feed.message;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the runs that are being gathered a row joins. */
interface Runs {
    /** A run that takes the row, or null if it begins a new one. */
    @Nullable
    GrowingRun of(Envelope row, byte[] message, List<GrowingRun> open) throws IOException;

    /** How many runs may be gathered at once. */
    int most();
}
