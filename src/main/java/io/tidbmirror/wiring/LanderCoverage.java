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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the follower what the lander knows. */
final class LanderCoverage implements Coverage {
    private final Supplier<Lander> lander;
    private final Consumer<String> people;
    private final Map<TableId, String> told = new ConcurrentHashMap<>();

    /**
     * A follower's view.
     *
     * @param people are told once why a table is stopped, unless that was found while its rows landed: its route tells that
     */
    LanderCoverage(Supplier<Lander> lander, Consumer<String> people) {
        this.lander = lander;
        this.people = people;
    }

    @Override
    public @Nullable Landed of(TableId table) throws IOException {
        try {
            Head head = lander.get().take(table);
            if (head.status() == Head.Status.QUARANTINED) {
                tell(table, head.standing().reason());
                return null;
            }
            told.remove(table);
            if (head.isDroppedByStatement()) {
                return new Landed(Covered.NOTHING, head.base(), false, true);
            }
            return head.isOpen()
                    ? new Landed(head.position(), head.base(), head.progress().replacement() != null, false)
                            .with(head.columns())
                    : null;
        } catch (PoisonException quarantinedNow) {
            tell(table, String.valueOf(quarantinedNow.getMessage()));
            return null;
        }
    }

    /** A stopped table is asked for again and again, and told once. */
    private void tell(TableId table, String reason) {
        if (!reason.equals(told.put(table, reason))) {
            people.accept(reason);
        }
    }

    @Override
    public void distrust(TableId table) {
        lander.get().distrust(table);
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
        try {
            if (lander.get().quarantine(table, reason, "")) {
                tell(table, reason);
            } else {
                told.put(table, reason);
            }
        } catch (PoisonException unreadable) {
            tell(table, String.valueOf(unreadable.getMessage()));
        }
    }
}
