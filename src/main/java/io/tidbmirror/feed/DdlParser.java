package io.tidbmirror.feed;

import io.debezium.antlr.CaseChangingCharStream;
import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.SqlStatementContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.SqlStatementsContext;
import io.tidbmirror.change.PoisonException;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements as TiCDC renders them again (tiflow and ticdc addSpecialComment): names in back quotes, strings in
 * single quotes with the quote doubled, and, since RestoreStringEscapeBackslash is not set, backslashes as they are.
 *
 * <p>The first statement of a process costs far more than the next ones, while the grammar's tables are built.
 */
final class DdlParser {
    private static final int SHOWN = 120;

    private DdlParser() {}

    /**
     * Parses one statement.
     *
     * @throws PoisonException if the grammar refuses it; the message gives the beginning of the statement and the reason
     */
    static Ddl parse(String query) {
        try {
            return DdlReader.read(statement(query));
        } catch (ParseCancellationException e) {
            throw new PoisonException("statement not understood: " + beginning(query) + ": " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new PoisonException("statement nested too deeply: " + beginning(query), e);
        }
    }

    /** The parse tree of a statement, null if it is no DDL. */
    static @Nullable DdlStatementContext statement(String query) {
        // The grammar reads a backslash as an escape; doubled, it stands for itself. DdlReader makes it one again.
        String escaped = query.replace("\\", "\\\\");
        MySqlLexer lexer = new MySqlLexer(new CaseChangingCharStream(CharStreams.fromString(escaped), true));
        Refusal refusal = new Refusal();
        lexer.removeErrorListeners();
        lexer.addErrorListener(refusal);
        MySqlParser parser = new MySqlParser(StatementTokens.of(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(refusal);
        SqlStatementsContext statements = parser.root().sqlStatements();
        List<SqlStatementContext> found = statements == null ? List.of() : statements.sqlStatement();
        if (found.size() != 1) {
            throw new ParseCancellationException(found.size() + " statements in place of one");
        }
        return found.get(0).ddlStatement();
    }

    static String beginning(String query) {
        return query.length() <= SHOWN ? query : query.substring(0, SHOWN) + "…";
    }

    private static final class Refusal extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException e) {
            throw new ParseCancellationException("line " + line + " column " + column + ": " + message);
        }
    }
}
