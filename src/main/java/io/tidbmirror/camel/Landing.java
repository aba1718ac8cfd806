package io.tidbmirror.camel;

import io.tidbmirror.batch.Window;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Lander;
import io.tidbmirror.land.Receipt;
import java.io.IOException;

/** One landing zone, as the producer needs it; errors are those of {@link Lander}. Thread safe. */
public interface Landing {
    /** See {@link Lander#land}. */
    Receipt land(TableId table, Window window) throws IOException;

    /** How far a table is landed, once it is taken and what a crash left is recovered. */
    Covered covered(TableId table) throws IOException;

    /** One cheap read of the landing zone and one of the HEAD store: the health check. */
    void check() throws IOException;

    static Landing of(Lander lander) {
        return new Landing() {
            @Override
            public Receipt land(TableId table, Window window) throws IOException {
                return lander.land(table, window);
            }

            @Override
            public Covered covered(TableId table) throws IOException {
                return lander.take(table).covered();
            }

            @Override
            public void check() throws IOException {
                lander.check();
            }
        };
    }
}
