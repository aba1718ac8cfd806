package io.tidbmirror;

import io.tidbmirror.wiring.settings.Settings;
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

/** The command line with its commands. Without one it runs the mirror. */
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
            "3:fatal at start, transient errors for too long, or a result that could not be written",
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
final class MirrorCommand implements Callable<Integer> {
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

    private MirrorCommand(Surroundings surroundings) {
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

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new MirrorCommand(surroundings))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new CommandFailures());
    }

    @Override
    public Integer call() {
        return arguments().run(surroundings, spec.commandLine().getOut());
    }

    /** The configuration of this command, merged from all sources. */
    Settings settings() {
        return arguments().settings(surroundings);
    }

    private RunArguments arguments() {
        for (String assignment : assignments) {
            if (RunArguments.separator(assignment) < 0) {
                throw new ParameterException(spec.commandLine(), "--set " + assignment + ": not KEY=VALUE");
            }
        }
        return new RunArguments(config, assignments);
    }
}
