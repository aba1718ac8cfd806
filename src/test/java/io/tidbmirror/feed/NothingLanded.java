package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.Map;

/** A landing zone in which nothing is. */
public final class NothingLanded implements Coverage {
    @Override
    public Landed of(TableId table) {
        return Landed.NOTHING;
    }

    @Override
    public Map<String, String> hint(TableId table) {
        return Map.of();
    }

    @Override
    public boolean isBorn(TableId table) {
        return false;
    }

    @Override
    public void drop(TableId table, TableEnd end) {}

    @Override
    public void quarantine(TableId table, String reason) {}
}
