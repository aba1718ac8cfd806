package io.tidbmirror.feed;

/**
 * An object of the changefeed's store: a re-openable reference, never a stream.
 *
 * @param path path below the changefeed's prefix, {@code /} between segments, names raw
 * @param size bytes
 * @param version what changes when the object is overwritten: an ETag, or size and time of a local file
 */
public record FeedObject(String path, long size, String version) {}
