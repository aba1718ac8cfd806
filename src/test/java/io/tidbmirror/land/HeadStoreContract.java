package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.HeadStore.Versioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every HEAD store does; an adapter's test extends this. */
public abstract class HeadStoreContract {
    private static final String NAME = "shop.book";

    /** The store under test: empty, the same for every call in a test. */
    protected abstract HeadStore store() throws IOException;

    /** How often each of eight threads counts. */
    protected int increments() {
        return 25;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
        Versioned now = store().read(NAME);
        return now == null ? "absent" : new String(now.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anAbsentObjectReadsAsNull() throws IOException {
        assertThat(store().read(NAME)).isNull();
        assertThat(store().names()).isEmpty();
    }

    @Test
    void anObjectIsCreatedOnlyIfAbsent() throws IOException {
        String etag = store().replace(NAME, null, bytes("one"));

        assertThat(etag).isNotNull();
        assertThat(store().replace(NAME, null, bytes("two"))).isNull();
        assertThat(text()).isEqualTo("one");
        assertThat(store().read(NAME).etag()).isEqualTo(etag);
    }

    @Test
    void anObjectIsReplacedOnlyWithTheEtagItHas() throws IOException {
        String first = store().replace(NAME, null, bytes("one"));
        String second = store().replace(NAME, first, bytes("two"));

        assertThat(store().replace(NAME, first, bytes("three"))).isNull();
        assertThat(store().replace(NAME, "no such etag", bytes("three"))).isNull();
        assertThat(text()).isEqualTo("two");
        assertThat(store().replace(NAME, second, bytes("three"))).isNotNull();
        assertThat(text()).isEqualTo("three");
    }

    @Test
    void whatDoesNotExistHasNoEtagToMatch() throws IOException {
        assertThat(store().replace(NAME, "etag", bytes("one"))).isNull();
        assertThat(text()).isEqualTo("absent");
    }

    @Test
    void equalContentWrittenAgainHasAnotherEtag() throws IOException {
        String first = store().replace(NAME, null, bytes("same"));
        String second = store().replace(NAME, first, bytes("same"));

        assertThat(second).isNotEqualTo(first);
        assertThat(store().replace(NAME, first, bytes("late"))).isNull();
    }

    @Test
    void anyBytesComeBackAsTheyWere() throws IOException {
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31);
        }
        store().replace(NAME, null, all);
        String etag = store().read(NAME).etag();
        assertThat(store().read(NAME).bytes()).isEqualTo(all);
        store().replace(NAME, etag, new byte[0]);
        assertThat(store().read(NAME).bytes()).isEmpty();
    }

    @Test
    void namesListsObjectsAndNothingElse() throws IOException {
        String odd = TableFolder.of(new io.tidbmirror.change.TableId("a b", "_ü.lock"))
                .headName();
        store().replace(NAME, null, bytes("one"));
        store().replace(odd, null, bytes("two"));
        store().replace(odd, store().read(odd).etag(), bytes("three"));

        assertThat(store().names()).containsExactlyInAnyOrder(NAME, odd);
    }

    @Test
    void whatIsDeletedIsAbsent() throws IOException {
        String etag = store().replace(NAME, null, bytes("one"));
        store().delete(NAME);
        store().delete(NAME);

        assertThat(store().read(NAME)).isNull();
        assertThat(store().names()).isEmpty();
        assertThat(store().replace(NAME, etag, bytes("two"))).isNull();
        assertThat(store().replace(NAME, null, bytes("two"))).isNotEqualTo(etag);
    }

    @Test
    void ofManyThreadsThatCountNoneLosesAnIncrement() throws Exception {
        store().replace(NAME, null, bytes("0"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> counters = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                counters.add(() -> increment(increments()));
            }
            for (Future<Integer> counter : threads.invokeAll(counters)) {
                assertThat(counter.get()).isEqualTo(increments());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(text()).isEqualTo(Integer.toString(8 * increments()));
    }

    private int increment(int times) throws IOException {
        int done = 0;
        while (done < times) {
            Versioned now = store().read(NAME);
            int value = Integer.parseInt(new String(now.bytes(), StandardCharsets.UTF_8));
            if (store().replace(NAME, now.etag(), bytes(Integer.toString(value + 1))) != null) {
                done++;
            }
        }
        return done;
    }
}
