package io.tidbmirror.land;

/** HEAD with the etag that the next compare-and-set needs. */
record HeadVersion(Head head, String etag) {}
