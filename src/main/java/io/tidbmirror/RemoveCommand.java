package io.tidbmirror;

import io.tidbmirror.change.TableId;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a table out of the landing zone. */
@Command(
        name = "remove",
        description = "Deletes a table from the landing zone. The mirror leaves it alone until it is released.")
final class RemoveCommand extends SettingsCommand {
    @Option(names = "--yes", description = "Really delete it.")
    private boolean yes;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LandedTable landed;

    @Override
    int run(Settings settings, PrintWriter out) throws IOException {
        TableId table = landed.in(settings);
        if (!yes) {
            throw usage("this deletes all landing files of " + table + " in "
                    + settings.landing().zone() + "; add --yes to do it");
        }
        boolean removed = LanderOpener.open(settings).remove(table);
        out.println(
                removed
                        ? "Removed " + table + ": table release lands it again from the beginning of the feed."
                        : table + " has no state under its present target name: nothing was removed.");
        return 0;
    }
}
