package io.tidbmirror.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * OneLake on a local folder: {@code <folder>/<workspace>/<item>/Files/LandingZone/…}. Whoever may connect may read and write
 * everything: there is no authentication, so it listens on loopback unless it is told otherwise. Thread safe.
 */
public final class OneLakeEndpoint implements AutoCloseable {
    static final String ACCOUNT = "onelake";

    private static final String LANDING_ZONE = "Files/LandingZone";

    private final Options options;
    private final DiskTree tree;
    private final DfsServer server;

    /**
     * How an endpoint is started.
     *
     * @param host address to listen on
     * @param port to listen on; 0 for any that is free
     * @param folder where everything is kept
     * @param pageSize most entries of one page of a listing
     */
    public record Options(String host, int port, Path folder, int pageSize) {
        private static final int PAGE_SIZE = 5000;

        /** Loopback, and pages as large as those of Azure Storage. */
        public static Options of(int port, Path folder) {
            return new Options("127.0.0.1", port, folder, PAGE_SIZE);
        }

        public Options withHost(String changed) {
            return new Options(changed, port, folder, pageSize);
        }

        public Options withPageSize(int changed) {
            return new Options(host, port, folder, changed);
        }
    }

    private OneLakeEndpoint(Options options, DiskTree tree, DfsServer server) {
        this.options = options;
        this.tree = tree;
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @throws IOException if folder or port are in use, or cannot be used
     */
    public static OneLakeEndpoint start(Options options) throws IOException {
        DiskTree tree = new DiskTree(options.folder());
        try {
            DfsServer server = new DfsServer(new DfsCalls(tree, options.pageSize()));
            server.listen(options.host(), options.port());
            return new OneLakeEndpoint(options, tree, server);
        } catch (IOException | RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    /** Makes a mirrored database as Fabric does, unless it is there, and returns the folder of its landing zone. */
    public Path createDatabase(String workspace, String database) throws IOException {
        Path item = options.folder().resolve(workspace).resolve(database);
        Files.createDirectories(item.resolve("Tables"));
        return Files.createDirectories(item.resolve(LANDING_ZONE));
    }

    /** What {@code landing.zone} is for a database. */
    public String landingZone(String workspace, String database) {
        return "http://" + options.host() + ":" + server.port() + "/" + ACCOUNT + "/" + workspace + "/" + database + "/"
                + LANDING_ZONE;
    }

    public int port() {
        return server.port();
    }

    /** From now on this decides what goes wrong. */
    public void setFaults(Faults faults) {
        server.setFaults(faults);
    }

    /** Cuts all connections and stops listening; what was flushed stays. */
    @Override
    public void close() throws IOException {
        server.close();
        tree.close();
    }
}
