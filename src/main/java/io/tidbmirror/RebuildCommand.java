package io.tidbmirror;

import io.tidbmirror.change.TableId;
import io.tidbmirror.wiring.TableRebuild;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has a table's landing folder built again. */
@Command(
        name = "rebuild",
        description =
                "Has the mirror build a table's landing folder again, from the changefeed or, where one is configured, from"
                        + " an export and the changefeed above it. Until all of it is staged, the folder stays as it is.")
final class RebuildCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private TableCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCHEMA.TABLE",
            description = "The table as status shows it; names with dots in back-quotes.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    public Integer call() throws IOException {
        Settings settings = parent.main().settings();
        settings.requireSafe();
        TableId table = TableCommand.known(name, settings);
        String source = new TableRebuild(settings).request(table);
        PrintWriter out = spec.commandLine().getOut();
        out.println("The mirror builds " + table + " again, from " + source + ".");
        out.flush();
        return 0;
    }
}
