package io.tidbmirror.feed;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.TableSchema;

/** A file of a window: rows of one table and one version, at a place in a series of files. */
public interface WindowFile extends ByteSource {
    /** What identifies the content: path, size and version tag. */
    FeedObject object();

    /** The schema of the rows. */
    TableSchema schema();

    /** Name of the series, as positions use it. */
    String stream();

    /** Where the file stands in its series, as positions use it. */
    String place();
}
