package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;

/** Tables of a topic with two partitions, and the process that reads it. */
abstract class TwoTablesOfATopic {
    static final TableId A = new TableId("shop", "a");
    static final TableId B = new TableId("shop", "b");
    static final Partition ZERO = FedByHand.PARTITIONS.get(0);
    static final Partition ONE = FedByHand.PARTITIONS.get(1);
    FedByHand mirror = new FedByHand();
}
