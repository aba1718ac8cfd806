package io.tidbmirror.camel;

import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.land.Receipt;
import java.io.IOException;
import java.util.Iterator;

/** Hands out windows and hears how each of them ended; bound as {@value #BEAN}. Thread safe. */
public interface WindowFeed {
    String BEAN = "windowFeed";

    /**
     * Files of the windows that should land now, all files of a window one after another. A table that was handed out is not
     * handed out again before its window ended.
     */
    Iterator<PlannedFile> poll() throws IOException;

    /** All rows of the window are landed. */
    void landed(WindowPlan plan, Receipt receipt);

    /**
     * The window ended without a receipt: nothing, or a part of it, is landed. A {@link
     * io.tidbmirror.change.PoisonException} of the land route is no quarantine yet, if it did not come from the lander.
     */
    void failed(WindowPlan plan, Throwable cause);
}
