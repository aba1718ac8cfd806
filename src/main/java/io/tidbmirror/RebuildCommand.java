package io.tidbmirror;

import io.tidbmirror.change.TableId;
import io.tidbmirror.wiring.TableRebuild;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LandedTable landed;

    @Override
    public Integer call() throws IOException {
        Settings settings = parent.main().settings();
        settings.requireSafe();
        TableId table = landed.in(settings);
        String source = new TableRebuild(settings).request(table);
        PrintWriter out = spec.commandLine().getOut();
        out.println("The mirror builds " + table + " again, from " + source + ".");
        out.flush();
        return 0;
    }
}
