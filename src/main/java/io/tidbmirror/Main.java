package io.tidbmirror;

import io.tidbmirror.wiring.Mirror;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command and returns its exit code. */
    public static int run(String... args) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        warnOfLocale(err);
        try {
            return run(
                    new Surroundings(Path.of(""), System::getenv, System.getProperties(), new Mirror()),
                    new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                    err,
                    args);
        } catch (LinkageError e) {
            return FailureReport.ofLibrary(e, err);
        }
    }

    /** Runs a command; whoever waits for its result hears if it could not be written, to a full disk for example. */
    static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, String... args) {
        int exitCode = execute(surroundings, out, err, args);
        return out.checkError() ? FailureReport.ofResult(exitCode, err) : exitCode;
    }

    /**
     * A run that is given nothing but keys does without the library that reads commands: it and the descriptions of all commands
     * would be a tenth of a start, and are in no archive of classes.
     */
    private static int execute(Surroundings surroundings, PrintWriter out, PrintWriter err, String... args) {
        RunArguments plain = RunArguments.of(args);
        if (plain == null) {
            return MirrorCommand.commandLine(surroundings)
                    .setOut(out)
                    .setErr(err)
                    .execute(args);
        }
        try {
            return plain.run(surroundings, out);
        } catch (RuntimeException e) {
            return FailureReport.of(e, err);
        }
    }

    /** Outside of a UTF-8 locale, Java cannot open files whose names are not ASCII. */
    private static void warnOfLocale(PrintWriter err) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (encoding.startsWith("ANSI") || encoding.equals("US-ASCII")) {
            err.println("tidb-mirror: the locale is not UTF-8: tables whose names are not ASCII cannot be read from"
                    + " folders; start with LC_ALL=C.UTF-8");
        }
    }
}
