package io.tidbmirror.land;

import org.jspecify.annotations.Nullable;

/**
 * HEAD with the etag that the next compare-and-set needs.
 *
 * @param etag null if nobody has written HEAD yet: the next compare-and-set creates it
 */
record HeadVersion(Head head, @Nullable String etag) {}
