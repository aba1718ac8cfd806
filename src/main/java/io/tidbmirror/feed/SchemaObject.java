package io.tidbmirror.feed;

import org.jspecify.annotations.Nullable;

/**
 * A schema file as found in the store.
 *
 * @param place its path
 * @param file its content, null if it cannot be used
 * @param error why not; empty if it can
 */
record SchemaObject(FeedPath.Schema place, @Nullable SchemaFile file, String error) {}
