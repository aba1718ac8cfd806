package io.tidbmirror.decode;

/** How a Dumpling CSV file writes binary values: its {@code --csv-output-dialect}. */
public enum DumpBinary {
    /** As text, escaped like text: no dialect. */
    RAW,
    /** Dialects snowflake and redshift. */
    HEX,
    /** Dialect bigquery. */
    BASE64
}
