package io.tidbmirror.corpus;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the archive into {@code target/golden-<digest>}; a complete folder of that name is used again. */
final class Unpacking {

    private static final String ARCHIVE = "/golden.tar.xz";

    private Unpacking() {}

    static Path folder() {
        try {
            byte[] archive = archive();
            Path target = Path.of("target").toAbsolutePath();
            Path folder = target.resolve("golden-" + digest(archive));
            Files.createDirectories(target);
            try (FileChannel lock = FileChannel.open(
                            target.resolve("golden.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                if (held.isValid() && !Files.isDirectory(folder)) {
                    Path partial = Files.createTempDirectory(target, "golden-partial-");
                    unpack(archive, partial);
                    Files.move(partial, folder);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + ARCHIVE + " of the test resources", e);
        }
    }

    private static byte[] archive() throws IOException {
        try (InputStream in = Unpacking.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new IOException(ARCHIVE + " is missing; scripts/pack-golden.sh writes it");
            }
            return in.readAllBytes();
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(sha, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (InputStream xz = new XZCompressorInputStream(new ByteArrayInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(xz, 1 << 16), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, folder);
            }
        }
    }

    /** Only plain files and folders, and only below {@code folder}: an archive is input like any other. */
    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path place = folder.resolve(entry.getName()).normalize();
        if (!place.startsWith(folder) || !(entry.isFile() || entry.isDirectory())) {
            throw new IOException("refused entry " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(place);
        } else {
            Files.createDirectories(place.getParent());
            Files.copy(tar, place);
        }
    }
}
