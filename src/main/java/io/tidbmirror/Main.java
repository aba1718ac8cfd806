package io.tidbmirror;

import io.tidbmirror.wiring.Mirror;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.Sources;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. Without a command it runs the mirror. */
@Command(
        name = "tidb-mirror",
        description = "Lands TiCDC change data in a Microsoft Fabric Open Mirroring landing zone, each change once.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:bad usage, or a configuration that is wrong or unsafe",
            "3:fatal at start, or transient errors for too long",
            "4:some tables are quarantined (with mirror.once), or verify has findings",
            "143:stopped by SIGTERM, nothing lost"
        },
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            TableCommand.class,
            VerifyCommand.class,
            ProbeCommand.class,
            EmulatorCommand.class
        })
public final class Main implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Properties file; outranks application.properties of the working directory.")
    private @Nullable Path config;

    private final List<String> assignments = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Keeps what stands before a command when more stands behind it; picocli would forget it. */
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Sets a key; outranks everything else. May be repeated.")
    void set(@Nullable List<String> more) {
        if (more != null) {
            assignments.addAll(more);
        }
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command and returns its exit code. */
    public static int run(String... args) {
        Surroundings surroundings = new Surroundings(Path.of(""), System::getenv, System.getProperties(), new Mirror());
        CommandLine line = commandLine(surroundings)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        warnOfLocale(line.getErr());
        return line.execute(args);
    }

    /** Outside of a UTF-8 locale, Java cannot open files whose names are not ASCII. */
    private static void warnOfLocale(PrintWriter err) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (encoding.startsWith("ANSI") || encoding.equals("US-ASCII")) {
            err.println("tidb-mirror: the locale is not UTF-8: tables whose names are not ASCII cannot be read from"
                    + " folders; start with LC_ALL=C.UTF-8");
        }
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Main(surroundings))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport());
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        settings.requireSafe();
        return surroundings.mirror().run(settings, spec.commandLine().getOut());
    }

    /** The configuration of this command, merged from all sources. */
    Settings settings() {
        Sources sources = new Sources().optionalFile(surroundings.directory().resolve("application.properties"));
        if (config != null) {
            sources.file(surroundings.directory().resolve(config));
        }
        sources.system(surroundings.system()).environment(surroundings.variables());
        for (String assignment : assignments) {
            int equals = separator(assignment);
            sources.set(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
        }
        return Settings.parse(sources.merged());
    }

    /** The first equals sign outside of back-quotes, in which names of tables may stand. */
    private int separator(String assignment) {
        boolean quoted = false;
        for (int i = 0; i < assignment.length(); i++) {
            quoted ^= assignment.charAt(i) == '`';
            if (assignment.charAt(i) == '=' && !quoted && i > 0) {
                return i;
            }
        }
        throw new ParameterException(spec.commandLine(), "--set " + assignment + ": not KEY=VALUE");
    }
}
