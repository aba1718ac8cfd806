package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;

/**
 * A DDL statement as a message of the changefeed tells it (tiflow canal_json_row_event_encoder.go).
 *
 * @param commitTs rows up to it have the columns before the statement
 * @param table the table, after the statement if it renames; without a table name it is about a database
 * @param word canal's word for it, such as {@code CREATE}, {@code ALTER}, {@code ERASE} or {@code QUERY}
 * @param sql the statement as TiCDC renders it again
 */
public record Statement(long commitTs, TableId table, String word, String sql) {}
