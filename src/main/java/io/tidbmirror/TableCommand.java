package io.tidbmirror;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands on one table. */
@Command(
        name = "table",
        description = "Works on one table.",
        subcommands = {CreateCommand.class, RemoveCommand.class, RebuildCommand.class, ReleaseCommand.class})
final class TableCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do with the table");
    }
}
