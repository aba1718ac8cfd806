package io.tidbmirror.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A table of a changefeed folder, to which numbered files are added. */
public final class FeedTable {

    private final String schema;
    private final String table;
    private final Path data;
    private int number;

    FeedTable(String schema, String table, Path data) {
        this.schema = schema;
        this.table = table;
        this.data = data;
    }

    /** Begins the next numbered file; it has its content when it is closed. */
    public FeedFile next() throws IOException {
        number++;
        return new FeedFile(Files.newOutputStream(file(number)), table, schema);
    }

    /** Where a numbered file is. */
    public Path file(int which) {
        return data.resolve(String.format(Locale.ROOT, "CDC%020d.csv", which));
    }

    /** Where the table's schema files are. */
    public Path meta() {
        return data.resolveSibling("meta");
    }
}
