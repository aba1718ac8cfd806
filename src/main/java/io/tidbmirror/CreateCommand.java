package io.tidbmirror;

import io.tidbmirror.land.Head;
import io.tidbmirror.wiring.TableCreation;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.TableName;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes a table's landing folder before its first rows. */
@Command(
        name = "create",
        description =
                "Makes the landing folder of a table of the changefeed, with its _metadata.json and without files.")
final class CreateCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private TableCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SCHEMA.TABLE", description = "The table in TiDB; names with dots in back-quotes.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    public Integer call() throws IOException {
        Settings settings = parent.main().settings();
        settings.requireSafe();
        Head head = new TableCreation(settings).create(new TableName(name));
        PrintWriter out = spec.commandLine().getOut();
        out.println(head.table() + " lands in " + head.folder() + ", key "
                + String.join(", ", head.shape().key()) + ".");
        out.flush();
        return 0;
    }
}
