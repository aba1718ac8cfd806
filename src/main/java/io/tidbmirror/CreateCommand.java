package io.tidbmirror;

import io.tidbmirror.land.Head;
import io.tidbmirror.wiring.TableCreation;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.TableName;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a table's landing folder before its first rows. */
@Command(
        name = "create",
        description =
                "Makes the landing folder of a table of the changefeed, with its _metadata.json and without files.")
final class CreateCommand extends SettingsCommand {
    @Parameters(paramLabel = "SCHEMA.TABLE", description = "The table in TiDB; names with dots in back-quotes.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    int run(Settings settings, PrintWriter out) throws IOException {
        settings.requireSafe();
        Head head = new TableCreation(settings).create(new TableName(name));
        out.println(head.table() + " lands in " + head.folder() + ", key "
                + String.join(", ", head.shape().key()) + ".");
        return 0;
    }
}
