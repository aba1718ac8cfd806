package io.tidbmirror.feed.message;

import java.util.List;
import java.util.function.Predicate;

/** Where topics are read from that were not read for what is wanted now: their first messages, rows and statements alike. */
record Beginnings(Backlog backlog, Statements statements) {
    /**
     * Asks for partitions to be read again from there.
     *
     * @return whether rows of one are
     */
    boolean read(BacklogView view, Predicate<Partition> wanted) {
        List<Partition> rows =
                view.partitions().keySet().stream().filter(wanted).toList();
        rows.forEach(partition -> {
            backlog.pass(partition, Floor.NONE); // it may be one of another topic
            backlog.windBack(partition, Backlog.BEGINNING);
        });
        statements.all().stream()
                .filter(log -> wanted.test(log.partition()))
                .forEach(StatementLog::readFromTheBeginning);
        return !rows.isEmpty();
    }
}
