package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.local.LocalHeadStore;
import io.tidbmirror.local.LocalLandingZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a landing in a local folder waits for until it is on disk, in order. Each step costs every table or every file a wait
 * for the disk: one more has to be needed.
 */
class DurableStepsTest {
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1);

    @TempDir
    private Path folder;

    private Lander lander() throws IOException {
        return new Lander(
                new LocalLandingZone(folder.resolve("zone")),
                new LocalHeadStore(folder.resolve("state")),
                new TextFormat(),
                LanderOptions.of("test", "zone 1"));
    }

    /** Another table of the same schema has made what tables share. */
    private Lander neighbour() throws IOException {
        Lander lander = lander();
        lander.land(new TableId("shop", "author"), log.window(0, 15));
        return lander;
    }

    private interface Landing {
        void run() throws IOException;
    }

    /** Files and folders that are synced meanwhile, with letters for what is drawn by lot. */
    private List<String> synced(Landing landing) throws IOException {
        Path events = folder.resolve("steps.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutStackTrace().withThreshold(Duration.ZERO);
            recording.start();
            landing.run();
            recording.stop();
            recording.dump(events);
        }
        List<RecordedEvent> found = RecordingFile.readAllEvents(events);
        Files.delete(events);
        return found.stream()
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(folder))
                .map(path -> folder.relativize(path).toString().replaceAll("[0-9a-f-]{36}", "<batch>"))
                .toList();
    }

    @Test
    void aTableIsBornInThirteenSteps() throws IOException {
        Lander lander = neighbour();
        lander.take(TABLE);
        assertThat(synced(() -> lander.land(TABLE, log.window(0, 15))))
                .as("HEAD, before anything else of the table")
                .startsWith("state/shop.book.tmp", "state")
                .as(
                        "the names of two folders, each in the folder above, then the stage file and its name: before HEAD refers to it")
                .containsSubsequence(
                        "zone/_scratchPad/shop.schema",
                        "zone/_scratchPad/shop.schema/book",
                        "zone/_scratchPad/shop.schema/book/1/<batch>.txt",
                        "zone/_scratchPad/shop.schema/book/1")
                .as(
                        "the landing folder's name; identity and metadata, and then the names of both: before HEAD has the identity")
                .containsSubsequence(
                        "zone/shop.schema",
                        "zone/_scratchPad/_locks/shop.schema/book.lock.tmp",
                        "zone/_scratchPad/_locks/shop.schema/book.lock.tmp",
                        "zone/shop.schema/book")
                .as("HEAD, before the file is published, and the name of the published file")
                .endsWith("state/shop.book.tmp", "state", "zone/shop.schema/book")
                .hasSize(13);
    }

    @Test
    void aLaterFileIsLandedInFiveSteps() throws IOException {
        Lander lander = lander();
        lander.land(TABLE, log.window(0, 15));
        assertThat(synced(() -> lander.land(TABLE, log.window(15, 25))))
                .as(
                        "the stage file and its name, before HEAD refers to it; HEAD, before the file is published; its name")
                .containsExactly(
                        "zone/_scratchPad/shop.schema/book/1/<batch>.txt",
                        "zone/_scratchPad/shop.schema/book/1",
                        "state/shop.book.tmp",
                        "state",
                        "zone/shop.schema/book");
    }

    /** A feed is looked at by one thread: what it waits for, all tables wait for. */
    @Test
    void aLookAtATableNobodyHasLandedWritesNothing() throws IOException {
        Lander lander = neighbour();
        assertThat(synced(() -> lander.take(TABLE))).isEmpty();
        assertThat(lander.heads()).hasSize(1);
    }
}
