package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link FeedStore} does. */
public abstract class FeedStoreContract {
    /** The store under test, the same for the whole test. */
    protected abstract FeedStore store();

    /** Writes an object as a changefeed does, in place of an older one. */
    protected abstract void write(String path, byte[] bytes) throws IOException;

    protected abstract void delete(String path) throws IOException;

    private void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<FeedObject> objects(String prefix, boolean recursive, TreeSet<String> folders) throws IOException {
        List<FeedObject> found = new ArrayList<>();
        String token = null;
        do {
            FeedStore.Page page = store().list(prefix, recursive, token);
            found.addAll(page.objects());
            folders.addAll(page.folders());
            token = page.next();
        } while (token != null);
        return found;
    }

    private List<String> paths(String prefix, boolean recursive) throws IOException {
        return objects(prefix, recursive, new TreeSet<>()).stream()
                .map(FeedObject::path)
                .sorted()
                .toList();
    }

    private FeedObject only(String path) throws IOException {
        return objects("", true, new TreeSet<>()).stream()
                .filter(object -> object.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRecursiveListingHasEveryObjectBelowThePrefix() throws IOException {
        write("metadata", "{}");
        write("s/t/1/CDC1.csv", "a");
        write("s/t/1/CDC2.csv", "b");
        write("s/t2/1/CDC1.csv", "c");

        assertThat(paths("", true)).containsExactly("metadata", "s/t/1/CDC1.csv", "s/t/1/CDC2.csv", "s/t2/1/CDC1.csv");
        assertThat(paths("s/t/", true)).containsExactly("s/t/1/CDC1.csv", "s/t/1/CDC2.csv");
    }

    @Test
    void aFlatListingHasObjectsAndFoldersRightBelowThePrefix() throws IOException {
        write("s/meta/a", "1");
        write("s/meta/b/c", "2");
        write("s/t/d", "3");
        TreeSet<String> folders = new TreeSet<>();

        assertThat(objects("s/meta/", false, folders))
                .extracting(FeedObject::path)
                .containsExactly("s/meta/a");
        assertThat(folders).containsExactly("b");
    }

    @Test
    void aPrefixMayEndInsideOfAName() throws IOException {
        write("s/t/1/CDC18.csv", "a");
        write("s/t/1/CDC21.csv", "b");
        write("s/t/1/CDC22.csv", "b");
        write("s/t/1/CDC2x/y", "c");
        write("s/t/10/CDC21.csv", "d");
        TreeSet<String> folders = new TreeSet<>();

        assertThat(objects("s/t/1/CDC2", false, folders))
                .extracting(FeedObject::path)
                .containsExactlyInAnyOrder("s/t/1/CDC21.csv", "s/t/1/CDC22.csv");
        assertThat(folders).containsExactly("CDC2x");
        assertThat(paths("s/t/1/CDC2", true)).containsExactly("s/t/1/CDC21.csv", "s/t/1/CDC22.csv", "s/t/1/CDC2x/y");
        assertThat(paths("s/t/1", true)).hasSize(5);
        assertThat(paths("s/t/1/CDC3", false)).isEmpty();
    }

    @Test
    void whatIsNotThereIsAnEmptyListing() throws IOException {
        assertThat(paths("nothing/", true)).isEmpty();
        assertThat(paths("nothing/", false)).isEmpty();
        assertThat(store().read("nothing")).isNull();
    }

    @Test
    void anObjectThatIsLargerThanAllowedIsNotRead() throws IOException {
        write("s/x", "hello");

        assertThat(store().read("s/x", 5)).hasSize(5);
        assertThatThrownBy(() -> store().read("s/x", 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s/x");
        assertThat(store().read("s/y", 5)).isNull();
    }

    @Test
    void namesComeAsTheyWereWritten() throws IOException {
        List<String> names = List.of("My-Shop/a.b/1/x", "sp ace/100%/+/x", "naïve 数据/表 格/1/x", "nai\u0308ve/1/x");
        for (String name : names) {
            write(name, name);
        }

        assertThat(paths("", true)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(paths("naïve 数据/表 格/", true)).containsExactly("naïve 数据/表 格/1/x");
        for (String name : names) {
            assertThat(store().read(name)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anObjectIsReadFromAnyOffset() throws IOException {
        write("s/x", "hello");
        FeedObject object = only("s/x");

        assertThat(object.size()).isEqualTo(5);
        for (int offset = 0; offset <= 5; offset++) {
            try (InputStream in = store().open(object, offset)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello".substring(offset));
            }
        }
    }

    @Test
    void anOverwrittenObjectHasAnotherVersionAndTheListedOneIsRefused() throws IOException {
        write("s/x", "first");
        FeedObject before = only("s/x");
        write("s/x", "later");

        assertThat(only("s/x")).isNotEqualTo(before);
        assertThatThrownBy(() -> store().open(before, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s/x");
    }

    @Test
    void aDeletedObjectIsNotFound() throws IOException {
        write("s/x", "text");
        FeedObject object = only("s/x");
        delete("s/x");

        assertThatThrownBy(() -> store().open(object, 0)).isInstanceOf(FileNotFoundException.class);
    }
}
