package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import io.tidbmirror.land.TextFormat.Content;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers: HEAD store and landing zone, which compare everything that is ever published with the change log. Breaks
 * with an {@link AssertionError} that names the invariant of landing-protocol.md 5.3.
 */
final class Storage {
    private static final TableFolder FOLDER = TableFolder.of(ChangeLog.TABLE);
    private static final String EXTENSION = "txt";

    private final ChangeLog log;
    private final HeadStore heads;
    private final LandingZone zone;
    private final Set<String> renamed = new HashSet<>();
    private long generation = 1;
    private long published;
    private long publishedTo;
    private long checkpoint;
    private boolean newestTaken;
    private boolean copies;
    private boolean blind;
    private @Nullable Head head;

    Storage(ChangeLog log, Servers servers) {
        this.log = log;
        this.heads = servers.heads();
        this.zone = servers.zone();
    }

    long checkpoint() {
        return checkpoint;
    }

    void raiseCheckpoint(long commitTs) {
        checkpoint = Math.max(checkpoint, commitTs);
    }

    long published() {
        return published;
    }

    /** Whether every row below a commit-ts is in a published file. */
    boolean isPublished(long commitTs) {
        return log.rows(Math.min(publishedTo, commitTs), commitTs).isEmpty();
    }

    /** Whether Fabric has ever taken the newest file, so that I7 may stop the table. */
    boolean newestTaken() {
        return newestTaken;
    }

    @Nullable
    Head head() {
        return head;
    }

    /** Files Fabric could take, in number order. */
    List<Long> visible() throws IOException {
        return zone.list(FOLDER.path()).stream()
                .map(entry -> TableFolder.seqOf(entry.name(), EXTENSION).orElse(0))
                .filter(seq -> seq > 0)
                .sorted()
                .toList();
    }

    void fabricTakes(long seq) throws IOException {
        newestTaken |= seq == published;
        zone.delete(FOLDER.file(seq, EXTENSION));
    }

    /** The model's broken publish, {@code cas-copy}: the stage file stays. */
    void copyInsteadOfRename() {
        copies = true;
    }

    /** A HEAD store that ignores the condition, as a client that drops {@code If-Match} does. */
    void ignoreEtags() {
        blind = true;
    }

    /** The model's broken janitor: everything HEAD does not refer to is garbage. */
    void deleteUnreferenced() throws IOException {
        Pending pending = head == null ? null : head.progress().pending();
        for (String path : ((MemoryLandingZone) zone).filesBelow("_scratchPad")) {
            if (pending == null || !pending.stagePath().equals(path)) {
                zone.delete(path);
            }
        }
    }

    HeadStore heads() {
        return new ForwardingHeads(heads) {
            @Override
            public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
                Versioned now = heads.read(name);
                String found = now == null ? null : now.etag();
                String etag = heads.replace(name, blind ? found : expected, bytes);
                if (etag != null) {
                    Head after = HeadCodec.read(name, bytes);
                    checkStep(head, after);
                    head = after;
                }
                return etag;
            }

            @Override
            public void delete(String name) {
                throw new UnsupportedOperationException("the protocol deletes no HEAD");
            }
        };
    }

    LandingZone zone() {
        return new ForwardingZone(zone) {
            @Override
            public Published publish(String stagePath, String landingPath) throws IOException {
                byte[] content = zone.read(stagePath);
                Published result = super.publish(stagePath, landingPath);
                if (copies && content != null) {
                    return copied(stagePath, landingPath, content, result);
                }
                // a client that repeats requests finds no source when the first was applied and its reply lost
                boolean moved = content != null && result == Published.SOURCE_MISSING;
                if (moved || result == Published.DONE) {
                    assertThat(renamed.add(stagePath))
                            .as("I2: one rename per staged file %s", stagePath)
                            .isTrue();
                    checkPublished(landingPath);
                }
                return result;
            }

            @Override
            public boolean createIfAbsent(String path, byte[] content) throws IOException {
                boolean created = super.createIfAbsent(path, content);
                if (created && path.endsWith("." + EXTENSION)) {
                    checkPublished(path);
                }
                return created;
            }
        };
    }

    private LandingZone.Published copied(
            String stagePath, String landingPath, byte[] content, LandingZone.Published result) throws IOException {
        if (result == LandingZone.Published.DONE) {
            ((MemoryLandingZone) zone).put(stagePath, content);
            checkPublished(landingPath);
        }
        return LandingZone.Published.DONE;
    }

    private void checkPublished(String path) throws IOException {
        Content file = Content.of(zone.read(path));
        String name = path.substring(path.lastIndexOf('/') + 1);
        long seq = TableFolder.seqOf(name, EXTENSION).orElseThrow();
        if (head != null) {
            assertThat(file.number(Provenance.GENERATION))
                    .as("generation in the footer")
                    .isEqualTo(generation);
        }
        assertThat(seq).as("I1: numbers without gap, none published twice").isEqualTo(published + 1);
        assertThat(file.number(Provenance.SEQ)).as("number in the footer").isEqualTo(seq);
        assertThat(file.number(Provenance.FROM)).as("I3: from(k+1) = to(k)").isEqualTo(publishedTo);
        long to = file.number(Provenance.TO);
        assertThat(file.rows())
                .as("theorem: file %s is the change log from %s to %s", seq, publishedTo, to)
                .isEqualTo(log.rows(publishedTo, to));
        published = seq;
        publishedTo = to;
    }

    private void checkStep(@Nullable Head before, Head after) throws IOException {
        long epoch = before == null ? 0 : before.tenure().epoch();
        if (after.progress().generation() > generation) {
            assertThat(after.progress().generation()).as("generations count up").isEqualTo(generation + 1);
            assertThat(after.seq()).as("a generation begins without files").isZero();
            assertThat(visible()).as("in an empty folder").isEmpty();
            generation++;
            published = 0;
            publishedTo = 0;
            return;
        }
        long seq = before == null ? 0 : before.seq();
        assertThat(after.seq()).as("I5: HEAD follows the version before: seq").isBetween(seq, seq + 1);
        if (after.seq() > seq) {
            assertThat(published)
                    .as("I1: %s assigned after %s is published", seq + 1, seq)
                    .isEqualTo(seq);
        }
        assertThat(after.tenure().epoch())
                .as("I5: HEAD follows the version before: epoch")
                .isBetween(epoch, epoch + 1);
        assertThat(ts(after))
                .as("I5: HEAD follows the version before: covered")
                .isGreaterThanOrEqualTo(before == null ? 0 : ts(before));
    }

    /** What holds at every instant. */
    void check() throws IOException {
        if (head == null) {
            return;
        }
        Pending pending = head.progress().pending();
        boolean gone = pending == null || zone.size(pending.stagePath()) < 0;
        assertThat(published)
                .as("I6: what is not pending, or pending without stage file, is published")
                .isBetween(gone ? head.seq() : head.seq() - 1, head.seq());
        checkCovered(ts(head), head.progress().filesTo().commitTs().orElse(0));
    }

    /** I4: whatever a writer says is landed, is. */
    void checkAcknowledged(long covered) {
        checkCovered(covered, publishedTo);
    }

    private void checkCovered(long covered, long filesTo) {
        assertThat(covered).as("covered stays below the checkpoint").isLessThanOrEqualTo(checkpoint);
        assertThat(log.rows(Math.min(filesTo, covered), covered))
                .as("rows covered up to %s and not in files, which end at %s", covered, filesTo)
                .isEmpty();
    }

    static long ts(Head head) {
        return ts(head.covered());
    }

    static long ts(Covered covered) {
        return covered.commitTs().orElse(0);
    }
}
