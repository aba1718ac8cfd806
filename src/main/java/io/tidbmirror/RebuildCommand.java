package io.tidbmirror;

import io.tidbmirror.change.TableId;
import io.tidbmirror.wiring.TableRebuild;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has a table's landing folder built again. */
@Command(
        name = "rebuild",
        description =
                "Has the mirror build a table's landing folder again, from the changefeed or, where one is configured, from"
                        + " an export and the changefeed above it. Until all of it is staged, the folder stays as it is.")
final class RebuildCommand extends SettingsCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LandedTable landed;

    @Override
    int run(Settings settings, PrintWriter out) throws IOException {
        settings.requireSafe();
        TableId table = landed.in(settings);
        String source = new TableRebuild(settings).request(table);
        out.println("The mirror builds " + table + " again, from " + source + ".");
        return 0;
    }
}
