package io.tidbmirror.feed.message;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What holds the cut back: partitions that are silent may be passed, and others are told. Not thread safe. */
final class HeldCut {
    private final Backlog backlog;
    private final Statements statements;
    private final ToldVersions versions;
    private final Attachments tables;
    private final InhabitedTopics inhabited;
    private final SilentPartitions silent;
    private final StalledCut stalled;
    private final boolean once;

    HeldCut(
            Backlog backlog,
            Statements statements,
            ToldVersions versions,
            Attachments tables,
            RememberedTables remembered,
            boolean once,
            Clock clock) {
        this.backlog = backlog;
        this.statements = statements;
        this.versions = versions;
        this.tables = tables;
        this.inhabited = new InhabitedTopics(tables, remembered, statements);
        this.silent = new SilentPartitions(backlog, statements, clock);
        this.stalled = new StalledCut(clock);
        this.once = once;
    }

    /**
     * Looks at the watermarks.
     *
     * @param told the statements of this moment
     * @param cut whether something can land
     * @throws IOException if nothing can land since some partitions have had none for long
     */
    void look(Statements.View told, boolean cut) throws IOException {
        Map<Partition, Long> watermarks = watermarks();
        silent.look(watermarks, inhabited(told));
        if (!once) {
            stalled.look(watermarks, cut);
        }
    }

    /** Whether no silent partition holds the others back for longer than it has to; for a run that ends by itself. */
    boolean isSettled() {
        return silent.areSettled(watermarks(), inhabited(statements.view()));
    }

    /** What a run tells that ends by itself where no watermark was read of some partitions, so that nothing can land. */
    String atTheEnds() {
        return "no watermark is in partitions " + StalledCut.at(Envelope.NONE, watermarks())
                + " of the topics up to their ends, so nothing can land: run it again when there is one; "
                + StalledCut.REMEDY;
    }

    /** For each partition that can be read the commit-ts below which all of its rows and statements are known. */
    private Map<Partition, Long> watermarks() {
        Map<Partition, Long> watermarks = new TreeMap<>(backlog.watermarks());
        statements.watermarks().forEach((partition, watermark) -> watermarks.merge(partition, watermark, Math::min));
        return watermarks;
    }

    private Set<String> inhabited(Statements.View told) {
        return inhabited.find(versions.with(told.statements()).read(BacklogTables.known(tables)));
    }
}
