package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.feed.MemoryFeedStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClaimCheckTest {
    private static final String FILE = "66a70bbf-2055-4e90-bbca-abc891d11cf7.json";

    private final MemoryFeedStore store = new MemoryFeedStore();
    private final byte[] whole = Messages.insert(20, "a", 1);

    @Test
    void theMessageIsTheOneThatIsKept() throws IOException {
        store.put(FILE, kept(whole));

        assertThat(completed(claim("s3://bucket/claims/" + FILE)).value()).isEqualTo(whole);
    }

    @Test
    void aRawValueIsTheMessageItself() throws IOException {
        store.put(FILE, whole);

        assertThat(completed(claim("file:///claims/" + FILE)).value()).isEqualTo(whole);
    }

    @Test
    void whatIsKeptIsUnpackedAsMessagesAre() throws IOException {
        store.put(FILE, kept("packed".getBytes(StandardCharsets.UTF_8)));

        Fetched completed = new ClaimCheck(store, table -> true)
                .complete(
                        fetched(claim("/" + FILE)),
                        message -> new String(message, StandardCharsets.UTF_8).equals("packed") ? whole : message);

        assertThat(completed.value()).isEqualTo(whole);
    }

    @Test
    void aMessageThatIsNotThereIsToldWithItsFile() throws IOException {
        assertThat(completed(claim("/" + FILE)).defect()).contains(FILE).contains("kafka.claim-check.location");
    }

    @Test
    void nothingButFilesOfTheLocationIsRead() throws IOException {
        store.put("../secret.json", kept(whole)).put("secret", kept(whole));

        assertThat(completed(claim("/claims/../secret")).defect()).contains("name");
        assertThat(completed(claim("/claims/..%2fsecret.json")).defect()).contains("name");
    }

    @Test
    void aFileThatHoldsAnotherMessageIsNotTaken() throws IOException {
        store.put(FILE, kept(Messages.insert(21, "a", 1)));

        assertThat(completed(claim("/" + FILE)).defect()).contains("another message");
    }

    @Test
    void withoutALocationTheKeyToSetIsTold() throws IOException {
        assertThat(new ClaimCheck(null, table -> true)
                        .complete(fetched(claim("/" + FILE)), message -> message)
                        .defect())
                .contains("kafka.claim-check.location");
    }

    @Test
    void tablesThatNobodyWantsNeedNoFile() throws IOException {
        assertThat(new ClaimCheck(store, table -> false)
                        .complete(fetched(claim("/" + FILE)), message -> message)
                        .defect())
                .isNull();
    }

    private Fetched completed(byte[] message) throws IOException {
        return new ClaimCheck(store, table -> true).complete(fetched(message), value -> value);
    }

    private static Fetched fetched(byte[] message) {
        return new Fetched(FedByHand.PARTITIONS.get(0), 0, -1, 1, message);
    }

    private static byte[] claim(String place) {
        return Messages.row(20, "a", "INSERT", 1, ",'claimCheckLocation':'" + place + "'");
    }

    private static byte[] kept(byte[] message) {
        String value = Base64.getEncoder().encodeToString(message);
        return ("{\"key\":null,\"value\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
