package io.tidbmirror;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.MirrorException;
import java.io.IOException;
import java.io.PrintWriter;

/** Turns an exception into a message for people and the exit code of its kind. */
final class FailureReport {
    private FailureReport() {}

    static int of(Exception failure, PrintWriter err) {
        if (failure instanceof MirrorException || failure instanceof IOException) {
            err.println("tidb-mirror: " + message(failure));
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return failure instanceof FatalException fatal ? fatal.exitCode() : FatalException.START;
    }

    private static String message(Exception failure) {
        return failure instanceof MirrorException ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
