package io.tidbmirror;

import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that needs the configuration and prints a result. */
abstract class SettingsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public final Integer call() throws IOException {
        MirrorCommand main = spec.root().commandLine().getCommand();
        PrintWriter out = spec.commandLine().getOut();
        int exitCode = run(main.settings(), out);
        out.flush();
        return exitCode;
    }

    /** Does the work, prints to {@code out} and returns the exit code. */
    abstract int run(Settings settings, PrintWriter out) throws IOException;

    /** The error of a command line that lacks something. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
