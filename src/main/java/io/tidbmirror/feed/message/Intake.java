package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what a message holds into the log of its partition. Guarded by the backlog. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final Holding holding;
    private final byte[] terminator;
    private final Predicate<TableId> wanted;
    private final boolean positioned;
    private final Map<Partition, Map<TableId, Skip>> landed = new HashMap<>();

    Intake(Holding holding, String terminator, Predicate<TableId> wanted, boolean positioned) {
        this.positioned = positioned;
        this.holding = holding;
        this.terminator = terminator.getBytes(StandardCharsets.UTF_8);
        this.wanted = wanted;
    }

    /** Whether what is held fills the memory it may take. */
    boolean isFull() {
        return holding.isFull();
    }

    void take(PartitionLog log, Fetched message, byte[] value) throws IOException {
        Envelope envelope;
        try {
            envelope = positioned ? Envelope.read(value).timed() : Envelope.read(value);
        } catch (IllegalArgumentException e) {
            stop(log, message, String.valueOf(e.getMessage()));
            return;
        }
        switch (envelope.kind()) {
            case WATERMARK -> log.mark(envelope.commitTs(), message.offset());
            case ROW -> row(log, message, envelope, value);
            case STATEMENT -> {} // read from partition 0 by every instance
        }
    }

    /** The message may be a row of any table of its partition. */
    void stop(PartitionLog log, Fetched message, String reason) {
        log.stop("message " + log.partition() + "@" + message.offset() + " cannot be read: " + reason
                + "; any table of the partition may be meant, so all of them stop before it");
        LOG.error("{}", log.problem());
    }

    private void row(PartitionLog log, Fetched message, Envelope row, byte[] value) throws IOException {
        TableId table = row.table();
        if (!wanted.test(table) || log.drops(table, message.offset())) {
            return;
        }
        if (positioned && log.skips(table, message.offset(), landed(log.partition(), table))) {
            return;
        }
        TableLog rows = log.tables().computeIfAbsent(table, id -> rows(log, id));
        String poison = poison(message, row);
        if (poison == null) {
            rows.add(row, message.offset(), value);
        } else {
            String place = log.partition() + "@" + message.offset();
            long version = (row.commitTs() == Envelope.NONE ? log.watermark() : row.commitTs()) - 1;
            rows.miss(new Defect(
                    message.offset(),
                    new FeedProblem(version, "table " + table + ": message " + place + " " + poison)));
        }
    }

    private TableLog rows(PartitionLog log, TableId table) {
        Runs runs = positioned ? new ArrivalRuns() : new CommitRuns();
        return new TableLog(table, log.partition(), log.tenure(), holding, terminator, runs);
    }

    private Skip landed(Partition partition, TableId table) {
        return landed.getOrDefault(partition, Map.of()).getOrDefault(table, Skip.NOTHING);
    }

    /** Rows of a table that are landed already, and not to be taken again. */
    void skip(Partition partition, TableId table, Skip rows) {
        landed.computeIfAbsent(partition, any -> new HashMap<>()).put(table, rows);
    }

    private static @Nullable String poison(Fetched message, Envelope row) {
        if (message.defect() != null) {
            return message.defect();
        }
        if (row.keyOnly()) {
            return "has the key columns of a large row only; raise max-message-bytes of the changefeed, or set its"
                    + " large-message-handle-option to claim-check and kafka.claim-check.location here";
        }
        return row.commitTs() == Envelope.NONE
                ? "has no commitTs; put enable-tidb-extension=true into the changefeed's sink URI, or set"
                        + " mirror.mode=positioned"
                : null;
    }
}
