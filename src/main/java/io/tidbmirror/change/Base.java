package io.tidbmirror.change;

/**
 * The schema version that a table's landing folder is built on: rows up to it are landed in the columns of that version, as
 * its statements left them.
 *
 * @param version TSO
 * @param reason for people: why the folder is built on it
 */
public record Base(long version, String reason) {}
