package io.tidbmirror;

import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.TableName;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The parameter of commands that work on a table of the landing zone. */
final class LandedTable {
    @Parameters(
            paramLabel = "SCHEMA.TABLE",
            description = "The table as status shows it; names with dots in back-quotes.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    /** The table that is meant by the name. */
    TableId in(Settings settings) throws IOException {
        List<TableId> tables =
                LanderOpener.heads(settings).stream().map(Head::table).toList();
        return new TableName(name).among(tables, settings.landing().zone() + ": see status");
    }
}
