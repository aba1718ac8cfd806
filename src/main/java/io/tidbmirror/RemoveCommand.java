package io.tidbmirror;

import io.tidbmirror.change.TableId;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes a table out of the landing zone. */
@Command(
        name = "remove",
        description = "Deletes a table from the landing zone. The mirror leaves it alone until it is released.")
final class RemoveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private TableCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--yes", description = "Really delete it.")
    private boolean yes;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LandedTable landed;

    @Override
    public Integer call() throws IOException {
        Settings settings = parent.main().settings();
        TableId table = landed.in(settings);
        if (!yes) {
            throw new ParameterException(
                    spec.commandLine(),
                    "this deletes all landing files of " + table + " in "
                            + settings.landing().zone() + "; add --yes to do it");
        }
        boolean removed = LanderOpener.open(settings).remove(table);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                removed
                        ? "Removed " + table + ": table release lands it again from the beginning of the feed."
                        : table + " has no state under its present target name: nothing was removed.");
        out.flush();
        return 0;
    }
}
