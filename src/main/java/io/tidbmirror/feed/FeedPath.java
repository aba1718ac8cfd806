package io.tidbmirror.feed;

/**
 * What an object of a changefeed's folder is, by its path alone (tiflow cloudstorage/path.go). Names of schemas and tables
 * stand raw in paths and may contain anything, so only the fixed end of a path is looked at.
 */
sealed interface FeedPath {
    /** {@code metadata}: the checkpoint. */
    record Metadata() implements FeedPath {}

    /**
     * {@code {folder}/meta/schema_{version}_{hash}.json}, of a table or of a database.
     *
     * @param folder where the table's data directories are
     * @param version TSO
     * @param hash CRC-32 of the columns
     */
    record Schema(String folder, long version, long hash) implements FeedPath {}

    /**
     * {@code {folder}/CDC[{dispatcher}_]{number}.{extension}}: rows.
     *
     * @param folder table folder, version and, where there are any, partition and date; see {@link DataFolder}
     * @param dispatcher opaque; empty if the name has none
     * @param number counts up within a directory, with gaps
     * @param extension without dot
     */
    record Data(String folder, String dispatcher, long number, String extension) implements FeedPath {}

    /** {@code …/meta/CDC[_{dispatcher}].index}: a hint only, since it may be written before what it names. */
    record Index() implements FeedPath {}

    /** Nothing of a changefeed: left by an unfinished write, or put there by somebody else. */
    record Foreign() implements FeedPath {}

    /** A path with an empty, {@code .} or {@code ..} segment: never opened. */
    record Unsafe() implements FeedPath {}

    /** Reads a path below the changefeed's prefix; accepts any text. */
    static FeedPath parse(String path) {
        return FeedPathParser.parse(path);
    }
}
