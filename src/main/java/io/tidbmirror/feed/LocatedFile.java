package io.tidbmirror.feed;

/** A data file whose place in its table's version is known. */
record LocatedFile(FeedObject object, FeedFile.Series series, String date, long number) {}
