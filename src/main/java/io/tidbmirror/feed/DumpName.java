package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of a Dumpling export is, by its name (tidb dumpling/export/prepare.go). Names of schemas and tables are
 * escaped there: {@code %2E} stands for a dot.
 */
sealed interface DumpName {
    /** {@code {schema}.{table}-schema.sql}: the CREATE TABLE statement. */
    record Schema(TableId table) implements DumpName {}

    /**
     * {@code {schema}.{table}[.{index}].{sql|csv}}: rows. The index is digits, perhaps with underscores.
     *
     * @param format {@code sql} or {@code csv}, or another that is not read
     */
    record Data(TableId table, String format) implements DumpName {}

    /** {@code {schema}.{table}-schema-view.sql}: a view, of which a {@link Schema} makes a table that holds its place. */
    record View(TableId table) implements DumpName {}

    /** Rows under a name that tells no table: Dumpling's {@code --output-filename-template}. */
    record Nameless() implements DumpName {}

    /** What holds no rows of a table: {@code metadata}, databases, triggers, sequences. */
    record Other() implements DumpName {}

    /** When and at which position the export was made. */
    String METADATA = "metadata";

    String SCHEMA = "-schema.sql";
    String VIEW = "-schema-view.sql";

    /** Reads the name of a file; accepts any text. */
    static DumpName parse(String name) {
        String plain = plain(name);
        List<String> parts = Arrays.asList(plain.split("\\.", -1));
        if (plain.endsWith(SCHEMA) && parts.size() == 3) {
            return new Schema(table(parts, SCHEMA));
        }
        if (plain.endsWith(VIEW) && parts.size() == 3) {
            return new View(table(parts, VIEW));
        }
        String format = parts.get(parts.size() - 1);
        if (!List.of("sql", "csv", "parquet").contains(format)
                || Names.STATEMENTS.matcher(plain).find()) {
            return new Other();
        }
        boolean named = parts.size() == 3 || (parts.size() == 4 && parts.get(2).matches("[0-9_]+"));
        return named ? new Data(table(parts, ""), format) : new Nameless();
    }

    /** The table of a name's first two parts, of which the second may go on with what a file is. */
    private static TableId table(List<String> parts, String end) {
        String table = parts.get(1);
        int rest = Math.max(0, end.length() - ".sql".length());
        return new TableId(Names.unescape(parts.get(0)), Names.unescape(table.substring(0, table.length() - rest)));
    }

    /** The file name as it is once it is decompressed. */
    static String plain(String name) {
        return name.substring(0, name.length() - DumpCompression.of(name).suffixLength(name));
    }

    /** The escapes of names. */
    final class Names {
        private static final Pattern STATEMENTS =
                Pattern.compile("-(schema-[a-z]+|schema|placement-policy-create)\\.sql$");
        private static final Pattern ESCAPE = Pattern.compile("%([0-9A-F]{2})");
        private static final int HEX = 16;

        private Names() {}

        static String unescape(String name) {
            Matcher matcher = ESCAPE.matcher(name);
            return matcher.replaceAll(escape -> Matcher.quoteReplacement(new String(
                    new byte[] {(byte) Integer.parseInt(escape.group(1), HEX)}, StandardCharsets.ISO_8859_1)));
        }
    }
}
