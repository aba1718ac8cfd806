package io.tidbmirror.batch;

import io.tidbmirror.mark.MarkedSource;

/**
 * One file of a window: rows in ascending commit-ts.
 *
 * @param source the rows
 * @param stream series the file belongs to: a table partition, a dispatcher, or empty
 * @param place where the file stands in its series; positioned mode, and exports, name it in what is covered
 * @param offset byte offset at which unread rows begin
 * @param landedRows positioned mode, exports: rows at the beginning that are landed already
 */
record Run(MarkedSource source, String stream, String place, long offset, long landedRows) {}
