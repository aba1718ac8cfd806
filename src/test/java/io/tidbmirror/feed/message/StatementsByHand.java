package io.tidbmirror.feed.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads statements from topics, without any broker. */
final class StatementsByHand {
    private final HandMadeTopics topics;
    private final Statements statements;
    private final Map<Partition, Integer> next = new HashMap<>();

    StatementsByHand(HandMadeTopics topics, Statements statements) {
        this.topics = topics;
        this.statements = statements;
    }

    /** Reads to the end, from where it is asked to begin; then the brokers tell the ends, if they are asked. */
    void read() {
        statements.seeks().forEach((partition, wanted) -> {
            long beginning = topics.beginning(partition);
            long start = Math.max(wanted, beginning);
            next.put(partition, (int) start);
            statements.begin(partition, start, beginning);
        });
        next.forEach((partition, from) -> {
            List<byte[]> messages = topics.messages(partition);
            for (int offset = from; offset < messages.size(); offset++) {
                statements.append(partition, offset, messages.get(offset));
            }
            next.put(partition, messages.size());
        });
        Map<Partition, Long> ends = new HashMap<>();
        next.forEach((partition, end) -> ends.put(partition, (long) end));
        statements.asked().ifPresent(look -> statements.answer(look, ends));
    }
}
