package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.local.ForkedJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 1 000 tables and 100 000 files are listed, planned and followed by a process with a heap of 128 MiB. */
class LargeFeedsFitIntoMemoryTest {
    @Test
    void theFirstListingAndNewFilesAreAllPlanned() throws IOException {
        List<String> lines = new ArrayList<>();
        try (ForkedJvm jvm = ForkedJvm.start(LargeFeedProcess.class)) {
            for (String line = jvm.line(); line != null; line = jvm.line()) {
                lines.add(line);
            }
        }

        assertThat(lines).as("output").hasSize(7).last().isEqualTo("done 0");
        assertThat(lines.get(0)).startsWith("100000 files of 1000 tables planned");
        assertThat(lines.subList(1, 5)).allMatch(line -> line.startsWith("2000 files of 1000 tables planned"));
        System.out.println(String.join(System.lineSeparator(), lines));
    }
}
