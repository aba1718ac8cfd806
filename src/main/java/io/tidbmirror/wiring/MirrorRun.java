package io.tidbmirror.wiring;

import io.tidbmirror.wiring.settings.Settings;
import java.io.PrintWriter;

/** Runs the mirror, once or until it is stopped. */
public interface MirrorRun {
    /**
     * Starts everything, and returns when the run has ended.
     *
     * @param settings read and safe
     * @param out where results go; logs go elsewhere
     * @return the exit code of the process
     * @throws io.tidbmirror.change.FatalException if it cannot start
     */
    int run(Settings settings, PrintWriter out);
}
