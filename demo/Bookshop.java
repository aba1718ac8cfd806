import io.tidbmirror.Main;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Mirrors the shipped changefeed, then reads the table back from the files of the landing zone alone. */
final class Bookshop {
    private static final Path BOOKS = Path.of("target/landing-zone/bookshop.schema/books");

    /** The state of the table after all files: for each key its last row, unless that one deletes it. */
    private static final String TABLE =
            """
            CREATE VIEW books AS SELECT * EXCLUDE (__rowMarker__, filename, file_row_number) FROM
              (SELECT * FROM read_parquet('%s/*.parquet', filename = true, file_row_number = true)
               QUALIFY row_number() OVER (PARTITION BY id ORDER BY filename DESC, file_row_number DESC) = 1)
            WHERE __rowMarker__ <> 2""";

    public static void main(String[] args) throws SQLException {
        title("Mirroring the changefeed in demo/changefeed to target/landing-zone");
        int exitCode = Main.run("--config", "demo/bookshop.properties");
        if (exitCode != 0) {
            System.exit(exitCode);
        }
        title("The table as Fabric would see it, read by DuckDB from the landing files alone");
        readBack();
    }

    private static void readBack() throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            sql.execute(TABLE.formatted(BOOKS));
            print(sql, "SELECT id, title, type, published_at, stock, price FROM books ORDER BY id LIMIT 5");
            long rows = number(sql, "SELECT count(*) FROM books");
            long first = number(sql, "SELECT count(*) FROM books WHERE id = 1");
            long last = number(sql, "SELECT count(*) FROM books WHERE id = 101");
            System.out.println("  …");
            System.out.printf(
                    "%d rows; book 1 is %s, book 101 is %s%n",
                    rows, first == 0 ? "gone" : "still there", last == 1 ? "there" : "missing");
            if (rows != 96 || first != 0 || last != 1) {
                System.err.println("This is not what TiDB holds: 96 rows, without book 1, with book 101.");
                System.exit(1);
            }
        }
    }

    private static void print(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                System.out.printf(
                        "%5d  %-28s %-28s %s %6s %8s%n",
                        rows.getLong(1),
                        rows.getString(2).replace("\n", "\\n"),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6));
            }
        }
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void title(String text) {
        System.out.printf("%n== %s%n", text);
    }
}
