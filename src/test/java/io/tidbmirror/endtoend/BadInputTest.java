package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.generated.FeedFile;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rows that are broken stop their own table, with a reason that helps; the other tables land, and nothing is lost. */
class BadInputTest extends OneBadTable {
    private static final int HUGE_FIELD = 200 << 20;

    @Test
    void aTruncatedFileQuarantinesItsTable() throws Exception {
        try (FeedFile file = bad.next()) {
            file.row('I', VERSION + 30, 3, "three").row('I', VERSION + 40, 4, "a long value that is cut");
        }
        try (RandomAccessFile cut = new RandomAccessFile(bad.file(2).toFile(), "rw")) {
            cut.setLength(cut.length() - 10);
        }

        assertQuarantined(SECOND_FILE, 2);
    }

    @Test
    void aValueThatIsNoNumberQuarantinesItsTable() throws Exception {
        second("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3,\"three\"\n\"I\",\"bad\",\"shop\"," + (VERSION + 40)
                + ",4x,\"four\"\n");

        assertQuarantined(SECOND_FILE, 2);
    }

    @Test
    void aRowWithTooManyColumnsQuarantinesItsTable() throws Exception {
        second("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3,\"three\",\"more\"\n");

        assertQuarantined(SECOND_FILE, 1);
    }

    @Test
    void aRowWithTooFewColumnsQuarantinesItsTable() throws Exception {
        second("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3\n");

        assertQuarantined(SECOND_FILE, 1);
    }

    @Test
    void textThatIsNotUtf8QuarantinesItsTable() throws Exception {
        byte[] row = ("\"I\",\"bad\",\"shop\"," + (VERSION + 30) + ",3,\"thr?e\"\n").getBytes(StandardCharsets.UTF_8);
        row[row.length - 4] = (byte) 0xff;
        try (FeedFile file = bad.next()) {
            file.raw(row);
        }

        assertQuarantined(SECOND_FILE, 1);
    }

    @Test
    void aFieldOfTwoHundredMegabytesQuarantinesItsTable() throws Exception {
        byte[] some = new byte[1 << 20];
        Arrays.fill(some, (byte) 'x');
        try (FeedFile file = bad.next()) {
            file.row('I', VERSION + 30, 3, "three");
            file.raw(("\"I\",\"bad\",\"shop\"," + (VERSION + 40) + ",4,\"").getBytes(StandardCharsets.UTF_8));
            for (int written = 0; written < HUGE_FIELD; written += some.length) {
                file.raw(some);
            }
            file.raw("\"\n".getBytes(StandardCharsets.UTF_8));
        }

        assertQuarantined(SECOND_FILE, 2);
    }

    private void assertQuarantined(String file, int line) throws Exception {
        JsonNode table = landed(4).get(BAD);
        assertThat(table.get("state").asText()).isEqualTo("QUARANTINED");
        String reason = table.get("reason").asText();
        assertThat(reason)
                .contains("shop.bad")
                .contains(file)
                .containsPattern("line " + line + "\\b")
                .containsPattern("offset \\d+");
        assertThat(reason.length())
                .as("a reason is a sentence, not a dump: " + reason)
                .isBetween(60, 1500);
    }
}
