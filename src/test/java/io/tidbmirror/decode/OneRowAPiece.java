package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;

/** A reader for whom each piece of a file is one row, whose commit-ts tells which piece it is. */
record OneRowAPiece(Reads reads) implements RowReader {
    static final int PIECES = 20;

    /** Bytes of a piece. */
    static final int PIECE = 1_000;

    static final long TSO = 470612650486661120L;

    private static final CsvOptions OPTIONS =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");

    /** Comes to hear of each piece when it is read. */
    @FunctionalInterface
    interface Reads {
        void read(int piece, ChangeBlock block);
    }

    static TableSchema schema(String table) {
        return Tables.table("s." + table, TSO, ZeroDate.NULL, "id int key");
    }

    static ChangeCursor open(String table, PiecePool pieces, Reads reads) throws IOException {
        byte[] file = new byte[PIECES * PIECE];
        for (int piece = 0; piece < PIECES; piece++) {
            file[piece * PIECE] = (byte) piece;
        }
        TableSchema schema = schema(table);
        ColumnParsers parsers = ColumnParsers.csv(schema, TimeRules.utc(ZeroDate.NULL), OPTIONS);
        return new RowSource(
                        new MemoryBytes("CDC1.csv", file),
                        schema,
                        pieces,
                        parsers,
                        true,
                        (filter, offset) -> new OneRowAPiece(reads))
                .open(CommitRange.ALL, RowChoice.ALL, 0);
    }

    /** The piece that the row of a block is. */
    static int piece(ChangeBlock block) {
        return (int) (block.commitTs()[0] - TSO - 1);
    }

    @Override
    public boolean isDivisible() {
        return true;
    }

    @Override
    public int lastStart(byte[] bytes, int from, int to) {
        return to;
    }

    @Override
    public int readInOnePass(byte[] bytes, int from, int to, Rows rows, ChangeBlock block) {
        int piece = bytes[from];
        reads.read(piece, block);
        rows.add(Operation.INSERT.code(), TSO + 1 + piece, from);
        return to;
    }

    @Override
    public int read(byte[] bytes, int from, int to, Rows rows) {
        throw new AssertionError("pieces are read in one pass");
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void cells(int column, Cells cells) {
        throw new AssertionError("no cell is asked for");
    }

    @Override
    public String unterminated() {
        return "";
    }

    @Override
    public String suspicion() {
        return "";
    }
}
