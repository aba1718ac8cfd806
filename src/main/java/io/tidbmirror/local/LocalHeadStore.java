package io.tidbmirror.local;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.HeadStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HEAD objects as files of a local folder, one each: a line of JSON with the etag, then the content. The etag is random, so
 * that no clock and no file system can make two versions look alike.
 */
public final class LocalHeadStore implements HeadStore {
    private static final String SUFFIX = ".head";
    private static final String LOCK = ".lock";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9~_-][A-Za-z0-9~_.-]*");
    private static final Pattern FIRST_LINE = Pattern.compile("\\{\"etag\":\"([0-9a-f-]{36})\"}\n");
    private static final int FIRST_LINE_LENGTH = 48;

    private final Path folder;

    /**
     * Opens the folder, making it if it is absent.
     *
     * @throws IOException if it cannot be made
     */
    public LocalHeadStore(Path folder) throws IOException {
        DurableFiles.createFolder(folder.toAbsolutePath().normalize());
        this.folder = folder.toRealPath();
    }

    @Override
    public @Nullable Versioned read(String name) throws IOException {
        byte[] file = DurableFiles.read(file(name));
        if (file == null) {
            return null;
        }
        int first = Math.min(file.length, FIRST_LINE_LENGTH);
        Matcher line = FIRST_LINE.matcher(new String(file, 0, first, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw new PoisonException(
                    "HEAD file " + file(name) + " does not begin with an etag; put back its last good version");
        }
        return new Versioned(Arrays.copyOfRange(file, first, file.length), line.group(1));
    }

    @Override
    public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
        Path target = file(name);
        Optional<String> written = FileLocks.under(folder.resolve(name + LOCK), () -> {
            Versioned now = read(name);
            if (!Objects.equals(now == null ? null : now.etag(), expected)) {
                return Optional.empty();
            }
            String etag = UUID.randomUUID().toString();
            DurableFiles.replace(folder.resolve(name + ".tmp"), target, withEtag(etag, bytes));
            return Optional.of(etag);
        });
        return written.orElse(null);
    }

    private static byte[] withEtag(String etag, byte[] bytes) {
        byte[] line = ("{\"etag\":\"" + etag + "\"}\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = Arrays.copyOf(line, line.length + bytes.length);
        System.arraycopy(bytes, 0, file, line.length, bytes.length);
        return file;
    }

    @Override
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(SUFFIX))
                    .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
        }
        return names;
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
        Files.deleteIfExists(folder.resolve(name + LOCK));
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("unsafe object name: " + name);
        }
        return folder.resolve(name + SUFFIX);
    }
}
