package io.tidbmirror;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lets a quarantined table go on. */
@Command(
        name = "release",
        description = "Lets a quarantined table go on from what is covered, once its trouble is removed.")
final class ReleaseCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private TableCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SCHEMA.TABLE", description = "The table as status shows it.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    public Integer call() throws IOException {
        Settings settings = parent.main().settings();
        TableId table = known(settings);
        boolean released = LanderOpener.open(settings).release(table);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                released
                        ? "Released " + table + ": the mirror reads it again from what is covered."
                        : table + " is not quarantined: nothing to release.");
        out.flush();
        return 0;
    }

    /** The table with the given name; only tables that are known can be released, so no name has to be taken apart. */
    private TableId known(Settings settings) throws IOException {
        List<TableId> found = LanderOpener.heads(settings).stream()
                .map(Head::table)
                .filter(table -> table.toString().equals(name))
                .toList();
        if (found.size() != 1) {
            throw FatalException.configuration(
                    found.isEmpty()
                            ? "no table " + name + " in " + settings.landing().zone() + ": see status"
                            : "more than one table is called " + name + ", because names hold dots");
        }
        return found.get(0);
    }
}
