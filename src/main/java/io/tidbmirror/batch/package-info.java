/** Per table: runs merged by commit-ts, replays dropped, windows cut at commit-ts boundaries. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.batch;
