package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;

/**
 * A table that was loaded from an export, of which the changefeed tells nothing before the export goes: what the changefeed tells
 * first of it is about the rows that are landed. So it is behind another changefeed.
 */
abstract class QuietTables extends LogAndExport {
    void loaded(boolean again) throws IOException {
        schema("other", 100, 3, CREATE.replace("`t`", "`other`"), TEXT_COLUMN);
        export(
                250,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(10), PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,\"x\"");
        checkpoint(300);
        withExport().advance();
        if (again) {
            withExport().rebuild(TABLE);
            withExport().advance();
        }
        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}"));
    }

    void goesOn() throws IOException {
        checkpoint(500);
        mirror().advance();
    }
}
