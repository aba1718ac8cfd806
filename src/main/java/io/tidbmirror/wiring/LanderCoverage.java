package io.tidbmirror.wiring;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.Landed;
import io.tidbmirror.feed.TableEnd;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Lander;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the follower what the lander knows. */
final class LanderCoverage implements Coverage {
    private final Supplier<Lander> lander;

    LanderCoverage(Supplier<Lander> lander) {
        this.lander = lander;
    }

    @Override
    public @Nullable Landed of(TableId table) throws IOException {
        try {
            Head head = lander.get().take(table);
            if (head.isDroppedByStatement()) {
                return new Landed(Covered.NOTHING, head.base(), false, true);
            }
            return head.isOpen()
                    ? new Landed(head.position(), head.base(), head.progress().replacement() != null, false)
                    : null;
        } catch (PoisonException quarantinedNow) {
            return null;
        }
    }

    @Override
    public Map<String, String> hint(TableId table) throws IOException {
        return lander.get().take(table).progress().hint();
    }

    @Override
    public void remember(TableId table, Map<String, String> hint) throws IOException {
        lander.get().remember(table, hint);
    }

    @Override
    public boolean isBorn(TableId table) throws IOException {
        return lander.get().take(table).seq() > 0;
    }

    @Override
    public void drop(TableId table, TableEnd end) throws IOException {
        lander.get().drop(table, end.version(), "it is gone by " + end.cause());
    }

    @Override
    public void rebuild(TableId table) throws IOException {
        lander.get().rebuild(table);
    }

    @Override
    public void quarantine(TableId table, String reason) throws IOException {
        lander.get().quarantine(table, reason, "");
    }
}
