package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.batch.Window;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What takes the place of a landing folder has the columns and the key of its own rows, whatever the folder's files have. */
class ReplacementsHaveColumnsOfTheirOwnTest extends RebuiltTable {
    private void land(long from, long to, String... columns) throws IOException {
        Window window = log.based(BASE, from, to, () -> 9);
        mirror.lander().land(TABLE, AlteredWindow.withSchema(ChangeLog.schema(TABLE, columns), window));
    }

    @Test
    void anotherKeyIsLandedInPlaceOfTheOneBefore() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        land(0, 31, "isbn", "title");

        assertThat(landed()).isEqualTo(log.rows(0, 31));
        assertThat(mirror.head().shape().key()).containsExactly("isbn");
        assertThat(mirror.head().columns()).containsExactly("isbn", "title");
    }

    @Test
    void aColumnThatComesWhileItIsStagedIsKnownOnceItIsLanded() throws IOException {
        mirror.lander().land(TABLE, log.window(0, 25));
        land(0, 15, "id", "title");
        land(15, 31, "id", "title", "pages");

        assertThat(landed()).isEqualTo(log.rows(0, 31));
        assertThat(mirror.head().columns()).containsExactly("id", "title", "pages");
    }
}
