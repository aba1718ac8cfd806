package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;

/**
 * The tokens of a statement, without those that TiDB's grammar has and ours has not, none of which matters here (tidb parser
 * ast/ddl.go):
 *
 * <ul>
 *   <li>{@code IF EXISTS} and {@code IF NOT EXISTS} anywhere, so also in parts of {@code ALTER TABLE}. A part whose condition
 *       does not hold does nothing: who reads it looks at what was there before.
 *   <li>what makes an index a {@code VECTOR} or {@code COLUMNAR} one, and {@code USING} with such a type
 *   <li>{@code DEFAULT} in place of the values of a partition by LIST, which then has none
 *   <li>{@code ENFORCED} and {@code NOT ENFORCED} behind a check
 *   <li>the name of a function that computes a default, without brackets around: any that the grammar knows does
 * </ul>
 */
final class StatementTokens {
    private static final Set<String> INDEX_KINDS = Set.of("VECTOR", "COLUMNAR");
    private static final Set<String> INDEX_TYPES = Set.of("HNSW", "INVERTED");

    private final List<Token> tokens;

    private StatementTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    static CommonTokenStream of(Lexer lexer) {
        CommonTokenStream stream = new CommonTokenStream(lexer);
        stream.fill();
        List<Token> visible = stream.getTokens().stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .toList();
        StatementTokens tokens = new StatementTokens(visible);
        for (int i = 0; i < visible.size(); i++) {
            tokens.hideAt(i);
        }
        return stream;
    }

    private void hideAt(int at) {
        if (is(at, MySqlLexer.IF)) {
            int exists = is(at + 1, MySqlLexer.NOT) ? at + 2 : at + 1;
            if (is(exists, MySqlLexer.EXISTS)) {
                hide(at, exists);
            }
        } else if (isWord(at, INDEX_KINDS) && (is(at + 1, MySqlLexer.INDEX) || is(at + 1, MySqlLexer.KEY))) {
            hide(at, at);
        } else if (is(at, MySqlLexer.USING) && isWord(at + 1, INDEX_TYPES)) {
            hide(at, at + 1);
        } else if (is(at, MySqlLexer.PARTITION) && is(at + 2, MySqlLexer.DEFAULT)) {
            hide(at + 2, at + 2);
        } else if (is(at, MySqlLexer.ENFORCED)) {
            hide(at > 0 && is(at - 1, MySqlLexer.NOT) ? at - 1 : at, at);
        } else if (is(at, MySqlLexer.DEFAULT) && is(at + 1, MySqlLexer.ID) && is(at + 2, MySqlLexer.LR_BRACKET)) {
            ((WritableToken) tokens.get(at + 1)).setType(MySqlLexer.UUID);
        }
    }

    private boolean is(int at, int type) {
        return at < tokens.size() && tokens.get(at).getType() == type;
    }

    private boolean isWord(int at, Set<String> words) {
        return at < tokens.size() && words.contains(tokens.get(at).getText());
    }

    private void hide(int first, int last) {
        for (Token token : tokens.subList(first, last + 1)) {
            ((WritableToken) token).setChannel(Token.HIDDEN_CHANNEL);
        }
    }
}
