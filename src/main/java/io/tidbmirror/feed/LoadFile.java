package io.tidbmirror.feed;

import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.io.InputStream;

/**
 * A data file of an export on its way into the landing zone.
 *
 * @param file the file
 * @param schema the table's schema at the export's TSO
 * @param tso the export's
 * @param copy counts the ways on which its rows come into a table, from 1
 */
public record LoadFile(DumpFile file, TableSchema schema, long tso, int copy) implements WindowFile {
    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public InputStream open(long offset) throws IOException {
        return file.open(offset);
    }

    @Override
    public FeedObject object() {
        return file.object();
    }

    @Override
    public String stream() {
        return Dump.STREAM;
    }

    /**
     * Path, size and TSO: neither a file that was exchanged for another is taken for the one that was loaded in part, nor a
     * later export for the one whose rows are landed, although values that change often take as many bytes as before.
     */
    @Override
    public String place() {
        String place = file.object().path() + " " + file.object().size() + " " + tso;
        return copy == 1 ? place : place + " " + copy;
    }
}
