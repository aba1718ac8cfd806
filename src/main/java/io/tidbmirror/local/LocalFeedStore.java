package io.tidbmirror.local;

import io.tidbmirror.feed.FeedObject;
import io.tidbmirror.feed.FeedStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A changefeed's folder on a local or NFS file system. A listing is one page. Symbolic links in it are not listed and
 * not followed to a file that is not in the root; files that vanish while listing are left out.
 */
public final class LocalFeedStore implements FeedStore {
    private final LocalNames names;

    /** @param root the changefeed's folder; it may not exist yet */
    public LocalFeedStore(Path root) {
        this.names = new LocalNames(root.toAbsolutePath().normalize());
    }

    @Override
    public Page list(String prefix, boolean recursive, @Nullable String token) throws IOException {
        int slash = prefix.lastIndexOf('/');
        LocalNames inside = behindLink();
        Path start = slash < 0 ? inside.root() : inside.path(prefix.substring(0, slash));
        if (!Files.isDirectory(start) || leaves(start)) {
            return new Page(List.of(), List.of(), null);
        }
        Lister lister = new Lister(inside, start, prefix);
        try {
            Files.walkFileTree(start, EnumSet.noneOf(FileVisitOption.class), recursive ? Integer.MAX_VALUE : 1, lister);
        } catch (IOException e) {
            throw failure("list " + start, e);
        }
        return new Page(lister.objects, lister.folders, null);
    }

    /** The root may be a link itself, to one folder now and another later; whoever walks does not follow it. */
    private LocalNames behindLink() throws IOException {
        return Files.isSymbolicLink(names.root()) && Files.isDirectory(names.root())
                ? new LocalNames(names.root().toRealPath())
                : names;
    }

    @Override
    public InputStream open(FeedObject object, long offset) throws IOException {
        Path path = names.path(object.path());
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!version(attributes).equals(object.version())) {
                throw new IOException("file " + object.path() + " was overwritten since it was listed");
            }
            // With the identity of a file that was listed inside, it is that one, whatever led here.
            if (attributes.fileKey() == null && leaves(path)) {
                throw new FileNotFoundException("file " + object.path() + " lies outside of the changefeed's folder");
            }
            InputStream in = Channels.newInputStream(channel.position(offset));
            channel = null;
            return in;
        } catch (NoSuchFileException e) {
            throw (IOException) new FileNotFoundException("file " + object.path() + " is gone").initCause(e);
        } catch (FileSystemException e) {
            throw failure("read file " + object.path(), e);
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        try {
            Path file = names.path(path);
            return leaves(file) ? null : Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw failure("read file " + path, e);
        }
    }

    /** What Java says of a file is often its path alone: its kind tells what happened. */
    private static IOException failure(String what, IOException cause) {
        return new IOException("cannot " + what + " of the changefeed's folder: " + cause, cause);
    }

    @Override
    public byte @Nullable [] read(String path, long most) throws IOException {
        try {
            if (Files.size(names.path(path)) > most) {
                throw new IOException("file " + path + " has more than " + most + " bytes");
            }
        } catch (NoSuchFileException e) {
            return null;
        }
        return read(path);
    }

    /** Whether a symbolic link leads out of the root. */
    private boolean leaves(Path path) throws IOException {
        return !path.toRealPath().startsWith(names.root().toRealPath());
    }

    /** Nanoseconds and the file's identity, because a rename may put another file in place within a clock tick. */
    private static String version(BasicFileAttributes attributes) {
        long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return attributes.size() + "-" + modified + "-" + attributes.fileKey();
    }

    private static final class Lister extends SimpleFileVisitor<Path> {
        private final LocalNames names;
        private final Path start;
        private final String prefix;
        private final List<FeedObject> objects = new ArrayList<>();
        private final List<String> folders = new ArrayList<>();

        Lister(LocalNames names, Path start, String prefix) {
            this.names = names;
            this.start = start;
            this.prefix = prefix;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean inside = folder.equals(start) || hasPrefix(names.name(folder) + "/");
            return inside ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        private boolean hasPrefix(String name) {
            return name.startsWith(prefix) || prefix.startsWith(name);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = names.name(file);
            if (!name.startsWith(prefix)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isRegularFile()) {
                objects.add(new FeedObject(name, attributes.size(), version(attributes)));
            } else if (attributes.isDirectory()) {
                folders.add(name.substring(name.lastIndexOf('/') + 1));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException && !folder.equals(start))) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
