package io.tidbmirror.batch;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A window of files that were planned before they were read. */
interface PlannedWindow extends Window {
    WindowPlan plan();

    @Override
    default Covered from() {
        return plan().from();
    }

    @Override
    default @Nullable Base base() {
        return plan().base();
    }

    @Override
    default Map<String, String> hint() {
        return plan().hint();
    }
}
