/**
 * A changefeed that comes as messages in the partitions of topics: what was read and is not landed yet is kept and handed
 * out as files, so that everything behind it is the same as for a folder. Knows no client of any broker.
 */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.feed.message;
