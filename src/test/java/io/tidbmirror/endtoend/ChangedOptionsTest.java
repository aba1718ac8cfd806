package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.oracle.LandingReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An option of the changefeed that changes while its prefix stays: what is landed stays right, and the rest is refused. */
class ChangedOptionsTest extends OneBadTable {
    private static final String TS = "TS";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"I\"|\"bad\"|\"shop\"|TS|3|\"three\"\n", // delimiter
                "'I','bad','shop',TS,3,'three'\n", // quote
                "I,bad,shop,TS,3,three\n", // no quote
                "\"I\",\"bad\",\"shop\",TS,3,\"three\"\r\n", // terminator
                "\"I\",\"bad\",\"shop\",3,\"three\"\n", // include-commit-ts
                "\"I\",\"bad\",\"shop\",TS,false,3,\"three\"\n", // output-old-value
                "ticdc-meta$operation,ticdc-meta$table,ticdc-meta$schema,ticdc-meta$commit-ts,id,v\n" // header
                        + "\"I\",\"bad\",\"shop\",TS,3,\"three\"\n"
            })
    void aFileOfAnotherFormStopsItsTableBehindWhatIsLanded(String rows) throws Exception {
        feed.checkpoint(VERSION + 25);
        assertThat(mirror().run().exitCode()).isZero();
        try (FeedFile file = bad.next()) {
            file.raw(rows.replace(TS, Long.toString(VERSION + 30)).getBytes(StandardCharsets.UTF_8));
        }
        feed.checkpoint(VERSION + 1000);

        JsonNode table = landed(4).get(BAD);

        assertThat(table.get("state").asText()).isEqualTo("QUARANTINED");
        assertThat(table.get("reason").asText()).contains(SECOND_FILE, "line 1");
        try (LandingReader reader = new LandingReader()) {
            assertThat(reader.read(mirror().zone().resolve(table.get("folder").asText()))
                            .rows())
                    .containsExactly(row("1", "one"), row("2", "two"));
        }
    }
}
