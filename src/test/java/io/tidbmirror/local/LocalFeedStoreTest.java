package io.tidbmirror.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.feed.FeedObject;
import io.tidbmirror.feed.FeedStore;
import io.tidbmirror.feed.FeedStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class LocalFeedStoreTest extends FeedStoreContract {
    @TempDir(factory = TempDirFactory.Standard.class)
    Path folder;

    private Path root;
    private LocalFeedStore store;

    @BeforeEach
    void open() {
        root = folder.resolve("feed");
        store = new LocalFeedStore(root);
    }

    @Override
    protected FeedStore store() {
        return store;
    }

    @Override
    protected void write(String path, byte[] bytes) throws IOException {
        Path target = root.resolve(path);
        Files.createDirectories(target.getParent());
        Path temporary = Files.write(folder.resolve("temporary"), bytes);
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    protected void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    @Test
    void linksAreNotFollowedOutOfTheRoot() throws IOException {
        Files.createDirectories(root);
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "x");
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));

        assertThat(store.list("", true, null).objects()).isEmpty();
        assertThat(store.list("folder/", true, null).objects()).isEmpty();
        assertThat(store.read("file")).isNull();
    }

    @Test
    void theRootMayBeALinkThatLeadsElsewhereLater() throws IOException {
        write("s/meta/größe", new byte[] {1});
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);
        LocalFeedStore linked = new LocalFeedStore(link);

        FeedObject listed = linked.list("", true, null).objects().get(0);
        assertThat(listed.path()).isEqualTo("s/meta/größe");
        assertThat(linked.list("s/", false, null).folders()).containsExactly("meta");
        assertThat(linked.open(listed, 0).readAllBytes()).containsExactly(1);

        Files.delete(link);
        Files.createSymbolicLink(link, Files.createDirectories(folder.resolve("empty")));
        assertThat(linked.list("", true, null).objects()).isEmpty();
    }

    @Test
    void aLinkInPlaceOfAListedFolderIsNotFollowedOutOfTheRoot() throws IOException {
        write("s/x", new byte[] {1});
        FeedObject listed = store.list("", true, null).objects().get(0);
        Path inside = root.resolve("s/x");
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path secret = Files.write(outside.resolve("x"), new byte[] {2});
        Files.setLastModifiedTime(secret, Files.getLastModifiedTime(inside));
        Files.delete(inside);
        Files.delete(root.resolve("s"));
        Files.createSymbolicLink(root.resolve("s"), outside);

        assertThatThrownBy(() -> store.open(listed, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s/x");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Files.createDirectories(root.resolve("metadata"));

        assertThatThrownBy(() -> store.read("metadata"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read file metadata");
    }

    @Test
    void pathsThatLeaveTheRootAreRefused() {
        for (String path : new String[] {"../x", "a/../../x", "/etc/passwd", "a/./b", ""}) {
            assertThatThrownBy(() -> store.open(new FeedObject(path, 1, ""), 0))
                    .as(path)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("leaves");
        }
    }
}
