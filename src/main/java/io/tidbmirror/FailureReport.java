package io.tidbmirror;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.MirrorException;
import io.tidbmirror.change.TransientException;
import java.io.IOException;
import java.io.PrintWriter;

/** Turns an exception into a message for people and the exit code of its kind. */
final class FailureReport {
    /** Holds for every command: what is written already is found by the next one. */
    private static final String AGAIN =
            "; run the command again when that is mended: it goes on with what was done already";

    private FailureReport() {}

    static int of(Exception failure, PrintWriter err) {
        if (failure instanceof MirrorException || failure instanceof IOException) {
            boolean passing = failure instanceof IOException || failure instanceof TransientException;
            err.println("tidb-mirror: " + message(failure) + (passing ? AGAIN : ""));
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return failure instanceof FatalException fatal ? fatal.exitCode() : FatalException.START;
    }

    /** Of a program that is not whole. */
    static int ofLibrary(LinkageError failure, PrintWriter err) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        err.println("tidb-mirror: a part of the program cannot be loaded: " + cause
                + "; the folder lib of the same build must"
                + " stand beside the jar, and the limit of open files (ulimit -n) must be well above the number of files in"
                + " it");
        return FatalException.START;
    }

    /** Of a command that did its work, and could not tell. */
    static int ofResult(int exitCode, PrintWriter err) {
        err.println("tidb-mirror: standard output could not be written: the result above is not whole");
        return exitCode == 0 ? FatalException.START : exitCode;
    }

    private static String message(Exception failure) {
        boolean told = failure instanceof MirrorException || failure.getClass() == IOException.class;
        return told ? String.valueOf(failure.getMessage()) : failure.toString(); // some tell nothing but a path
    }
}
