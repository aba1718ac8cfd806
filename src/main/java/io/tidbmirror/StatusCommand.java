package io.tidbmirror;

import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.status.StatusJson;
import io.tidbmirror.wiring.status.StatusTable;
import io.tidbmirror.wiring.status.TableStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what has landed. */
@Command(
        name = "status",
        description = "Shows what has landed for each table. Writes nothing; may run beside a running mirror.")
final class StatusCommand extends SettingsCommand {
    @Option(names = "--json", description = "One JSON object, for tools.")
    private boolean json;

    @Override
    int run(Settings settings, PrintWriter out) throws IOException {
        Clock clock = Clock.systemUTC();
        List<TableStatus> tables = LanderOpener.heads(settings).stream()
                .map(head -> TableStatus.of(head, clock))
                .toList();
        if (json) {
            StatusJson.write(tables, out);
            out.println();
        } else if (tables.isEmpty()) {
            out.println("Nothing has landed in " + settings.landing().zone() + " yet (no state in "
                    + settings.landing().stateLocation() + ").");
        } else {
            StatusTable.print(tables, out);
        }
        return 0;
    }
}
