package io.tidbmirror;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.MirrorException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns an exception into a message for people and the exit code of its kind. */
final class FailureReport implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof ParameterException usage) {
            throw usage;
        }
        if (failure instanceof MirrorException || failure instanceof IOException) {
            command.getErr().println("tidb-mirror: " + message(failure));
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return failure instanceof FatalException fatal ? fatal.exitCode() : FatalException.START;
    }

    private static String message(Exception failure) {
        return failure instanceof MirrorException ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
