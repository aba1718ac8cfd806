package io.tidbmirror.feed;

/**
 * The table that had a name was dropped, or got another name.
 *
 * @param version TSO of the statement
 * @param cause for people
 */
public record TableEnd(long version, String cause) {}
