/** Kafka as an input: the clients that read topics into the backlog of {@code feed.message}. Holds no rules about data. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.kafka;
