package io.tidbmirror;

import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.TableName;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Commands on one table. */
@Command(
        name = "table",
        description = "Works on one table.",
        subcommands = {CreateCommand.class, RemoveCommand.class, RebuildCommand.class, ReleaseCommand.class})
final class TableCommand implements Runnable {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do with the table");
    }

    Main main() {
        return main;
    }

    /** The table of the landing zone that is meant by a name. */
    static TableId known(String name, Settings settings) throws IOException {
        List<TableId> tables =
                LanderOpener.heads(settings).stream().map(Head::table).toList();
        return new TableName(name).among(tables, settings.landing().zone() + ": see status");
    }
}
