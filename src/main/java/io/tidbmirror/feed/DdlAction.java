package io.tidbmirror.feed;

/**
 * TiDB's action ids in schema files ({@code Type}; tidb model/job.go, and from 230 on ticdc filter/ddl.go), by what they do to
 * rows.
 */
enum DdlAction {
    /** The row writer opened a version; there was no statement. */
    NONE,
    CREATE,
    /** Columns or indexes may have changed; the schema file and the statement tell how. */
    ALTER,
    /** Rows stay as they are. */
    HARMLESS,
    DROP,
    TRUNCATE,
    RENAME,
    DROP_PARTITION,
    TRUNCATE_PARTITION,
    EXCHANGE_PARTITION,
    /** Rows come back without row events. */
    RECOVER,
    /** About a view or a sequence, which are no tables. */
    NO_TABLE,
    DROP_DATABASE,
    UNKNOWN;

    static final int CREATE_DATABASE_ID = 1;
    static final int DROP_DATABASE_ID = 2;
    static final int CREATE_TABLE_ID = 3;
    static final int DROP_TABLE_ID = 4;
    static final int INDEX_ID = 7;
    static final int DROP_INDEX_ID = 8;
    static final int TRUNCATE_TABLE_ID = 11;
    static final int RENAME_TABLE_ID = 14;
    static final int ADD_PARTITION_ID = 19;
    static final int DROP_PARTITION_ID = 20;
    static final int CREATE_VIEW_ID = 21;
    static final int TRUNCATE_PARTITION_ID = 23;
    static final int ALTER_DATABASE_ID = 26;
    static final int EXCHANGE_PARTITION_ID = 42;
    static final int MULTI_SCHEMA_CHANGE_ID = 61;
    static final int UNKNOWN_ID = -1;

    static DdlAction of(int id) {
        return switch (id) {
            case 0 -> NONE;
            case 3, 60 -> CREATE;
            case 5, 6, 8, 12, 18, 32, 33, 37, 38, 61 -> ALTER;
            case 1, 7, 9, 10, 13, 15, 16, 17, 19, 22, 26, 41, 43, 44, 45, 64, 65, 67, 71, 72, 73, 230, 231 -> HARMLESS;
            case 4 -> DROP;
            case 11 -> TRUNCATE;
            case 14, 47 -> RENAME;
            case 20 -> DROP_PARTITION;
            case 23 -> TRUNCATE_PARTITION;
            case 42 -> EXCHANGE_PARTITION;
            case 25, 62, 63 -> RECOVER;
            case 21, 24, 34, 35, 36 -> NO_TABLE;
            case 2 -> DROP_DATABASE;
            default -> UNKNOWN;
        };
    }

    /** Whether a table's known history may begin with it: no row from before would be missing. */
    boolean begins() {
        return this == NONE || this == CREATE || this == ALTER || this == HARMLESS;
    }

    /** Whether rows of some partitions go. */
    boolean emptiesPartitions() {
        return this == DROP_PARTITION || this == TRUNCATE_PARTITION;
    }

    /** Whether the changefeed tells what it does to rows. */
    boolean isHandled() {
        return begins() || restarts() || emptiesPartitions() || this == RENAME || this == EXCHANGE_PARTITION;
    }

    /** Whether no row is left from before it. */
    boolean restarts() {
        return this == CREATE || this == TRUNCATE;
    }

    /** Whether a table has the name from then on that may not have been there before. */
    boolean givesName() {
        return restarts() || this == RENAME || this == RECOVER;
    }

    /** In a message, for actions that change rows without row events. */
    String words() {
        return switch (this) {
            case NONE, ALTER, HARMLESS -> "changes the table";
            case CREATE -> "creates the table again";
            case DROP -> "drops the table";
            case TRUNCATE -> "truncates the table";
            case RENAME -> "renames a table to this name";
            case DROP_PARTITION -> "drops a partition";
            case TRUNCATE_PARTITION -> "truncates a partition";
            case EXCHANGE_PARTITION -> "exchanges a partition";
            case RECOVER -> "recovers the table";
            case NO_TABLE -> "is about a view or a sequence";
            case DROP_DATABASE -> "drops the database";
            case UNKNOWN -> "does something unknown";
        };
    }
}
