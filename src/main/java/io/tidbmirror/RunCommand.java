package io.tidbmirror;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The default command, by its name. */
@Command(name = "run", description = "Runs the mirror (the default command).")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private MirrorCommand main;

    @Override
    public Integer call() {
        return main.call();
    }
}
