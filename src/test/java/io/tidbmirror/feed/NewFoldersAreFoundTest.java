package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Folders that a writer begins between two polls are found with all of their files. */
class NewFoldersAreFoundTest extends LookedAtFolder {
    @Test
    void aNewWriterInTheSameFolderIsFound() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();

        store.put("s/t/5/CDC_77_000001.csv", "x");
        store.put("s/t/5/meta/CDC_77.index", "CDC_77_000001.csv\n");
        look();
        store.put("s/t/5/CDC_77_000002.csv", "x");
        store.put("s/t/5/CDC_78_000001.csv", "x");
        store.put("s/t/5/meta/CDC_78.index", "CDC_78_000001.csv\n");

        look();
    }

    @Test
    void aNewDateIsFoundAndAnOlderOneThatGoesOn() throws IOException {
        write("s/t/5/2026-01-01", 1, 2);
        write("s/t/5/2026-01-02", 1);
        settle(DateSeparator.DAY);
        look();

        write("s/t/5/2026-01-03", 1);
        look();
        write("s/t/5/2026-01-01", 3, 4);
        write("s/t/5/2026-01-02", 2);
        look();
        write("s/t/5/2025-12-31", 1);
        look();
    }

    @Test
    void aNewPartitionIsFoundWithAndWithoutDates() throws IOException {
        write("s/t/5/112", 1);
        settle(DateSeparator.NONE);
        look();

        write("s/t/5/113", 1, 2);
        write("s/t/5/112", 2);

        look();
    }

    @Test
    void aNewPartitionWithDatesIsFound() throws IOException {
        write("s/t/5/112/2026-01-01", 1);
        settle(DateSeparator.DAY);
        look();

        write("s/t/5/113/2026-01-02", 1);
        write("s/t/5/112/2026-01-02", 1);
        look();
        write("s/t/5/113/2026-01-02", 2);
        write("s/t/5/112/2026-01-01", 2);

        look();
    }

    @Test
    void aNewVersionHasEverythingListed() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.NONE);
        look();

        write("s/t/5", 2);
        schema("t", 50);
        write("s/t/50", 1);
        store.listed();
        TableFeed feed = poll();

        assertThat(store.listed()).contains("");
        assertComplete(feed);
        assertThat(feed.versions()).hasSize(2);
    }

    @Test
    void aFolderInAnotherFormThanConfiguredIsListedWhole() throws IOException {
        write("s/t/5", 1);
        settle(DateSeparator.DAY);
        look();

        write("s/t/5/2026-01-01", 1);
        write("s/t/5", 40_000);

        look();
    }
}
