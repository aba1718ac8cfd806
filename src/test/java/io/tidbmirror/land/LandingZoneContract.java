package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.LandingZone.Entry;
import io.tidbmirror.land.LandingZone.Folder;
import io.tidbmirror.land.LandingZone.Published;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every landing zone does; an adapter's test extends this. */
public abstract class LandingZoneContract {
    private static final String FOLDER = "shop.schema/book";
    private static final String STAGE = "_scratchPad/shop.schema/book/1/a.txt";
    private static final String FILE = FOLDER + "/00000000000000000001.txt";

    /** The landing zone under test: empty, the same for every call in a test. */
    protected abstract LandingZone zone() throws IOException;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void stage(String path, String text) throws IOException {
        try (OutputStream out = zone().stage(path)) {
            out.write(bytes(text));
        }
    }

    private String text(String path) throws IOException {
        byte[] content = zone().read(path);
        return content == null ? "absent" : new String(content, StandardCharsets.UTF_8);
    }

    @Test
    void aStagedFileHasItsSizeOnceItIsClosed() throws IOException {
        assertThat(zone().size(STAGE)).isEqualTo(-1);
        stage(STAGE, "rows");
        assertThat(zone().size(STAGE)).isEqualTo(4);
        assertThat(text(STAGE)).isEqualTo("rows");
    }

    @Test
    void partsOfAFileAreRead() throws IOException {
        stage(STAGE, "rows");
        assertThat(zone().read(STAGE, 1, 2)).isEqualTo(bytes("ow"));
        assertThat(zone().read(STAGE, 2, 9)).isEqualTo(bytes("ws"));
        assertThat(zone().read(STAGE, 9, 1)).isEmpty();
        assertThat(zone().read(FILE, 0, 1)).isNull();
    }

    @Test
    void aStageFileIsWrittenOnce() throws IOException {
        stage(STAGE, "rows");
        assertThatThrownBy(() -> stage(STAGE, "other")).isInstanceOf(IOException.class);
        assertThat(text(STAGE)).isEqualTo("rows");
    }

    @Test
    void publishingMovesTheStageFile() throws IOException {
        zone().createFolder(FOLDER, Map.of());
        stage(STAGE, "rows");

        assertThat(zone().publish(STAGE, FILE)).isEqualTo(Published.DONE);
        assertThat(text(FILE)).isEqualTo("rows");
        assertThat(zone().size(STAGE)).isEqualTo(-1);
    }

    @Test
    void publishingAgainFindsNoSourceWhateverBecameOfTheTarget() throws IOException {
        zone().createFolder(FOLDER, Map.of());
        stage(STAGE, "rows");
        zone().publish(STAGE, FILE);

        assertThat(zone().publish(STAGE, FILE)).isEqualTo(Published.SOURCE_MISSING);
        zone().delete(FILE);
        assertThat(zone().publish(STAGE, FILE)).isEqualTo(Published.SOURCE_MISSING);
        assertThat(text(FILE)).isEqualTo("absent");
    }

    @Test
    void publishingNeverReplacesATarget() throws IOException {
        zone().createFolder(FOLDER, Map.of());
        zone().createIfAbsent(FILE, bytes("first"));
        stage(STAGE, "rows");

        assertThat(zone().publish(STAGE, FILE)).isEqualTo(Published.TARGET_EXISTS);
        assertThat(text(FILE)).isEqualTo("first");
        assertThat(text(STAGE)).isEqualTo("rows");
    }

    @Test
    void publishingIntoAFolderThatIsGoneFailsAndKeepsTheStageFile() throws IOException {
        stage(STAGE, "rows");
        assertThatThrownBy(() -> zone().publish(STAGE, FILE)).isInstanceOf(IOException.class);
        assertThat(text(STAGE)).isEqualTo("rows");
    }

    @Test
    void aFolderKeepsItsIdentityUntilItIsMadeAgain() throws IOException {
        assertThat(zone().folderId(FOLDER)).isNull();
        String first = zone().createFolder(FOLDER, Map.of()).id();
        zone().createIfAbsent(FOLDER + "/_metadata.json", bytes("{}"));
        assertThat(zone().createFolder(FOLDER, Map.of()).id()).isEqualTo(first);
        assertThat(zone().folderId(FOLDER)).isEqualTo(first);

        zone().deleteFolder(FOLDER);
        assertThat(zone().folderId(FOLDER)).isNull();
        assertThat(zone().createFolder(FOLDER, Map.of()).id()).isNotEqualTo(first);
    }

    @Test
    void aFolderThatIsHalfMadeIsCompletedAndKeepsWhatItHas() throws IOException {
        String id = zone().createFolder(FOLDER, Map.of()).id();

        assertThat(zone().createFolder(FOLDER, Map.of("_metadata.json", bytes("{}"))))
                .isEqualTo(new Folder(id, Set.of("_metadata.json")));
        assertThat(zone().createFolder(FOLDER, Map.of("_metadata.json", bytes("[]"))))
                .isEqualTo(new Folder(id, Set.of()));
        assertThat(text(FOLDER + "/_metadata.json")).isEqualTo("{}");
    }

    @Test
    void ofManyThreadsThatMakeAFolderExactlyOneMakesItsFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Folder> results = new ArrayList<>();
        try {
            Callable<Folder> make = () -> zone().createFolder(FOLDER, Map.of("_metadata.json", bytes("{}")));
            for (Future<Folder> result : threads.invokeAll(java.util.Collections.nCopies(8, make))) {
                results.add(result.get());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(results).extracting(Folder::id).containsOnly(zone().folderId(FOLDER));
        assertThat(results).extracting(Folder::made).containsOnlyOnce(Set.of("_metadata.json"));
    }

    @Test
    void aFolderIsDeletedOnlyIfItIsTheOneThatIsMeant() throws IOException {
        String first = zone().createFolder(FOLDER, Map.of()).id();
        zone().createIfAbsent(FOLDER + "/_metadata.json", bytes("{}"));
        zone().deleteFolder(FOLDER, first);
        zone().deleteFolder(FOLDER, first);
        assertThat(zone().list(FOLDER)).isEmpty();

        String second = zone().createFolder(FOLDER, Map.of()).id();
        zone().createIfAbsent(FOLDER + "/_metadata.json", bytes("[]"));
        zone().deleteFolder(FOLDER, first);

        assertThat(zone().folderId(FOLDER)).isEqualTo(second);
        assertThat(text(FOLDER + "/_metadata.json")).isEqualTo("[]");
    }

    @Test
    void aSmallFileIsCreatedOnlyIfAbsent() throws IOException {
        zone().createFolder(FOLDER, Map.of());
        assertThat(zone().createIfAbsent(FOLDER + "/_metadata.json", bytes("{}")))
                .isTrue();
        assertThat(zone().createIfAbsent(FOLDER + "/_metadata.json", bytes("[]")))
                .isFalse();
        assertThat(zone().createIfAbsent("_partnerEvents.json", bytes("{}"))).isTrue();
        assertThat(text(FOLDER + "/_metadata.json")).isEqualTo("{}");
    }

    @Test
    void listingShowsWhatIsRightBelowAndNothingOfWhatIsAbsent() throws IOException {
        stage(STAGE, "rows");
        stage("_scratchPad/shop.schema/book/2/b.txt", "more rows");

        assertThat(zone().list("_scratchPad/shop.schema/book/1")).containsExactly(new Entry("a.txt", false));
        assertThat(zone().list("_scratchPad/shop.schema/book"))
                .extracting(Entry::name, Entry::folder)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("1", true), org.assertj.core.groups.Tuple.tuple("2", true));
        assertThat(zone().list(FOLDER)).isEmpty();
    }

    @Test
    void deletingIsDoneOnceAndHarmlessAfter() throws IOException {
        stage(STAGE, "rows");
        zone().delete(STAGE);
        zone().delete(STAGE);
        zone().deleteFolder("_scratchPad/shop.schema/book/1");
        zone().deleteFolder("_scratchPad/shop.schema/book/1");
        assertThat(zone().size(STAGE)).isEqualTo(-1);
    }

    @Test
    void ofManyThreadsThatPublishOneFileExactlyOneDoes() throws Exception {
        zone().createFolder(FOLDER, Map.of());
        stage(STAGE, "rows");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Published> results = new ArrayList<>();
        try {
            Callable<Published> publish = () -> zone().publish(STAGE, FILE);
            for (Future<Published> result : threads.invokeAll(java.util.Collections.nCopies(8, publish))) {
                results.add(result.get());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(results).containsOnlyOnce(Published.DONE);
        assertThat(results.stream().filter(result -> result == Published.SOURCE_MISSING))
                .hasSize(7);
    }
}
