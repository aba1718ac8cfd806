package io.tidbmirror.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Installs Azurite from npm, in the versions of {@code src/test/azurite/package-lock.json}, into the user's cache: 360 MB
 * that every checkout with the same lock file shares. Several JVMs may ask at once; one installs.
 */
final class AzuriteInstallation {
    static final Path SOURCE = Path.of("src/test/azurite").toAbsolutePath();

    private static final String MANIFEST = "package.json";
    private static final String VERSIONS = "package-lock.json";

    private AzuriteInstallation() {}

    /** The program that starts all services. */
    static Path program() {
        return folder().resolve("node_modules/azurite/dist/src/azurite.js");
    }

    private static Path folder() {
        try {
            Path cache = Files.createDirectories(cache());
            Path folder = cache.resolve("azurite-" + digest(Files.readAllBytes(SOURCE.resolve(VERSIONS))));
            try (FileChannel file = FileChannel.open(
                            cache.resolve("azurite.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !Files.isDirectory(folder)) {
                    install(cache.resolve("azurite-partial"), folder);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Azurite cannot be installed; the tests need Node and npm", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Azurite was installed", e);
        }
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return caches.resolve("tidb-mirror");
    }

    private static String digest(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return String.format("%08x", crc.getValue());
    }

    private static void install(Path partial, Path folder) throws IOException, InterruptedException {
        delete(partial);
        Files.createDirectories(partial);
        for (String name : List.of(MANIFEST, VERSIONS)) {
            Files.copy(SOURCE.resolve(name), partial.resolve(name));
        }
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
                .directory(partial.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(npm.getInputStream().readAllBytes());
        if (npm.waitFor() != 0) {
            throw new IOException("npm ci in " + partial + " failed:\n" + output);
        }
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
