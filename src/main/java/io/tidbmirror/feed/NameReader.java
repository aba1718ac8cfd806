package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.FullIdContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UidContext;
import io.tidbmirror.feed.Ddl.Name;

/** Names and strings of a parse tree, unquoted. Every backslash was doubled by {@link DdlParser}. */
final class NameReader {
    private static final String DOUBLED = "\\\\";

    private NameReader() {}

    static Name table(FullIdContext id) {
        if (id.DOT_ID() != null) {
            return new Name(text(id.uid(0)), unquote(id.DOT_ID().getText().substring(1)));
        }
        boolean qualified = id.uid().size() > 1;
        return qualified ? new Name(text(id.uid(0)), text(id.uid(1))) : new Name("", text(id.uid(0)));
    }

    static String text(UidContext uid) {
        return unquote(uid.getText());
    }

    static String unquote(String text) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        boolean quoted = quote == '`' || quote == '\'' || quote == '"';
        if (!quoted || text.length() < 2) {
            return text.replace(DOUBLED, "\\");
        }
        String one = String.valueOf(quote);
        return text.substring(1, text.length() - 1).replace(one + one, one).replace(DOUBLED, "\\");
    }
}
