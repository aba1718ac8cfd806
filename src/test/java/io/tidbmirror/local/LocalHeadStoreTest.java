package io.tidbmirror.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.HeadStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class LocalHeadStoreTest extends HeadStoreContract {
    @TempDir(factory = TempDirFactory.Standard.class)
    private Path folder;

    /** A new adapter for every call: what counts is on disk. */
    @Override
    protected HeadStore store() throws IOException {
        return new LocalHeadStore(folder.resolve("state"));
    }

    @Test
    void namesThatLeaveTheFolderAreRefused() {
        assertThatThrownBy(() -> store().read("../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().replace("a/b", null, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatIsNoObjectIsNotTakenForOne() throws IOException {
        store().replace("a.b", null, new byte[] {1});
        Files.writeString(folder.resolve("state/a.b.head"), "edited by hand");
        assertThatThrownBy(() -> store().read("a.b"))
                .isInstanceOf(io.tidbmirror.change.PoisonException.class)
                .hasMessageContaining("a.b.head");
    }

    @Test
    void throughALinkTheLockIsTheSame() throws IOException {
        store().replace("a.b", null, new byte[] {1});
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("state"));
        String etag = new LocalHeadStore(link).read("a.b").etag();
        assertThat(new LocalHeadStore(link).replace("a.b", etag, new byte[] {2}))
                .isNotNull();
        assertThat(store().replace("a.b", etag, new byte[] {3})).isNull();
    }
}
