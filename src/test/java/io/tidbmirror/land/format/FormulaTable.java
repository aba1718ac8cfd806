package io.tidbmirror.land.format;

import static io.tidbmirror.land.format.Tables.column;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A table whose rows follow from their number, in Java and in SQL, so that DuckDB can tell what should have been written:
 * dictionaries that hold, grow too large, or never begin; NULLs never, always, alternating and in long runs; a column
 * that cannot be compressed.
 */
final class FormulaTable {
    static final TableSchema SCHEMA = Tables.of(
            column("id", ValueKind.INT64),
            column("alternating", ValueKind.INT32),
            column("label", ValueKind.TEXT),
            column("runs", ValueKind.TEXT),
            column("growing", ValueKind.TEXT),
            column("nothing", ValueKind.TEXT),
            column("half", ValueKind.DOUBLE),
            column("eighth", ValueKind.FLOAT),
            column("wide", ValueType.decimal(38, 0)),
            column("few wide", ValueType.decimal(20, 0)),
            column("day", ValueKind.DATE),
            column("moment", ValueKind.TIMESTAMP),
            column("noise", ValueKind.BINARY),
            column("constant", ValueKind.INT64));

    private static final BigInteger FACTOR = BigInteger.TEN.pow(20);

    private FormulaTable() {}

    static Object[] row(long i) {
        return new Object[] {
            i,
            i % 2 == 0 ? null : i % 97 - 48,
            "w" + i % 10,
            i / 5000 % 2 == 0 ? null : "text-" + i * 7919,
            "grün" + i / 4,
            null,
            i % 11 == 0 ? null : i * 0.5,
            i % 1000 / 8.0,
            BigInteger.valueOf(i - 1000).multiply(FACTOR),
            BigInteger.valueOf(i % 5 - 2),
            i % 3_000_000 - 719_162,
            i * 1_000_003,
            md5(i),
            42L
        };
    }

    /** The same rows in DuckDB, with the marker that {@link Rows} gives. */
    static String sql(long rows) {
        return "SELECT i AS id, CASE WHEN i % 2 = 0 THEN NULL ELSE (i % 97 - 48)::INTEGER END AS alternating, "
                + "'w' || (i % 10) AS label, CASE WHEN i // 5000 % 2 = 0 THEN NULL ELSE 'text-' || (i * 7919) END AS runs, "
                + "'grün' || (i // 4) AS growing, NULL::VARCHAR AS nothing, "
                + "CASE WHEN i % 11 = 0 THEN NULL ELSE i * 0.5::DOUBLE END AS half, ((i % 1000) / 8.0)::FLOAT AS eighth, "
                + "((i - 1000)::HUGEINT * 100000000000000000000::HUGEINT)::DECIMAL(38,0) AS wide, "
                + "(i % 5 - 2)::DECIMAL(20,0) AS \"few wide\", '1970-01-01'::DATE + (i % 3000000 - 719162)::INTEGER AS day, "
                + "make_timestamptz(i * 1000003) AS moment, unhex(md5(i::VARCHAR)) AS noise, 42::BIGINT AS constant, "
                + "CASE WHEN i % 3 = 2 THEN 2 ELSE 4 END::INTEGER AS __rowMarker__ "
                + "FROM range(" + rows + ") r(i)";
    }

    private static byte[] md5(long i) {
        try {
            return MessageDigest.getInstance("MD5").digest(Long.toString(i).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
