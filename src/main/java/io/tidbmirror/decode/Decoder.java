package io.tidbmirror.decode;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.TableSchema;

/** Turns the bytes of a changefeed file into a source of blocks. Thread safe; opens nothing itself. */
public interface Decoder {
    /**
     * A file as rows.
     *
     * @param bytes the file
     * @param schema the schema of the version directory that holds the file
     */
    ChangeSource decode(ByteSource bytes, TableSchema schema);
}
