package io.tidbmirror.batch;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.TableSchema;
import org.jspecify.annotations.Nullable;

/**
 * A file of a planned window: what travels from a source to {@code unmarshal}. A re-openable reference, never a stream, so a
 * route may cache, retry or drop it.
 *
 * @param plan the window it belongs to
 * @param index its place in the reading order of the window, from 0
 * @param bytes the file; empty for a window without files
 * @param schema schema of its rows
 * @param stream series the file belongs to: a table partition, a dispatcher, or empty
 * @param place where the file stands in its series
 * @param offset byte offset at which unread rows begin
 * @param landedRows positioned mode, exports: rows at the beginning that are landed already
 * @param projection how its rows become rows of the window; null if they are as they are
 */
public record PlannedFile(
        WindowPlan plan,
        int index,
        ByteSource bytes,
        TableSchema schema,
        String stream,
        String place,
        long offset,
        long landedRows,
        @Nullable Projection projection) {}
