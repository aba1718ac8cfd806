package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowReader;
import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What takes the place of a landing folder has the columns and the key of its own rows, whatever the folder's files have. */
class ReplacementsHaveColumnsOfTheirOwnTest extends RebuiltTable {
    /** A window of a table that has other columns by now. */
    private record Altered(Window window, TableSchema schema) implements Window {
        @Override
        public @Nullable Base base() {
            return window.base();
        }

        @Override
        public Covered from() {
            return window.from();
        }

        @Override
        public Covered to() {
            return window.to();
        }

        @Override
        public WindowReader open() throws IOException {
            return window.open();
        }
    }

    private void land(long from, long to, String... columns) throws IOException {
        mirror.lander().land(TABLE, new Altered(log.based(BASE, from, to, () -> 9), ChangeLog.schema(TABLE, columns)));
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
