package io.tidbmirror;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a quarantined or removed table go on. */
@Command(
        name = "release",
        description =
                "Lets a quarantined table go on from what is covered, once its trouble is removed, and a removed one"
                        + " begin again.")
final class ReleaseCommand extends SettingsCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LandedTable landed;

    @Override
    int run(Settings settings, PrintWriter out) throws IOException {
        TableId table = landed.in(settings);
        boolean again = isDropped(table, settings);
        if (again && !settings.feed().complete()) {
            throw FatalException.configuration("table " + table + " was removed, so that it is landed again from the"
                    + " beginning of the feed: if nothing of the feed has expired since the table was made in TiDB, say so"
                    + " with --set feed.complete=true");
        }
        boolean released = LanderOpener.open(settings).release(table);
        out.println(result(table, again, released));
        return 0;
    }

    private static boolean isDropped(TableId table, Settings settings) throws IOException {
        return LanderOpener.heads(settings).stream()
                .anyMatch(head -> head.table().equals(table) && head.status() == Head.Status.DROPPED);
    }

    private static String result(TableId table, boolean again, boolean released) {
        if (!released) {
            return table + " is not quarantined: nothing to release.";
        }
        return "Released " + table + ": the mirror reads it again from "
                + (again ? "the beginning of the feed." : "what is covered.");
    }
}
