package io.tidbmirror;

import io.tidbmirror.emulator.OneLakeEndpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A OneLake of one's own, to try the mirror without a Fabric tenant. */
@Command(
        name = "emulator",
        description = "Runs an endpoint that answers as OneLake does and keeps its files in a local folder, until it is"
                + " stopped. There is no authentication. Prints the URL for landing.zone.")
final class EmulatorCommand implements Callable<Integer> {
    private static final int GREATEST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "10100", description = "Port; 0 for any that is free (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}). Who can connect can read, write and delete.")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(
            names = "--folder",
            defaultValue = "target/onelake",
            paramLabel = "DIR",
            description = "Where the files are kept (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--database",
            defaultValue = "workspace/mirror.MountedRelationalDatabase",
            paramLabel = "WORKSPACE/ITEM",
            description = "A mirrored database that is there (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String database;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String[] names = database.split("/", -1);
        if (names.length != 2 || !names[0].matches("[A-Za-z0-9_-]+") || !names[1].matches("[A-Za-z0-9_.-]+")) {
            throw new ParameterException(spec.commandLine(), "--database " + database + ": not WORKSPACE/ITEM");
        }
        if (port < 0 || port > GREATEST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port " + port + ": not 0 to " + GREATEST_PORT);
        }
        try (OneLakeEndpoint endpoint =
                OneLakeEndpoint.start(OneLakeEndpoint.Options.of(port, folder).withHost(host))) {
            Path zone = endpoint.createDatabase(names[0], names[1]);
            PrintWriter out = spec.commandLine().getOut();
            out.println("landing.zone=" + endpoint.landingZone(names[0], names[1]));
            out.println("Files are in " + zone + ". Stop it with Ctrl-C.");
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
