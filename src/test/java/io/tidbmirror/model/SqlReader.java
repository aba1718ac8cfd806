package io.tidbmirror.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement as tokens, read from left to right. Knows MySQL's quoting and comments and no grammar: the grammar of the
 * product is another one on purpose.
 */
final class SqlReader {

    enum Kind {
        WORD,
        NAME,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    record Token(Kind kind, String text) {
        boolean is(String word) {
            return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
        }
    }

    private static final Pattern TOKEN = Pattern.compile("""
            (?<skip>\\s+|/\\*.*?\\*/|--[ \\t].*?(?:\\n|$)|_(?:utf8mb4|utf8|binary|latin1|ascii)(?=\\s*'))\
            |`(?<name>(?:[^`]|``)*)`\
            |'(?<text>(?:[^'\\\\]|''|\\\\.)*)'\
            |"(?<double>(?:[^"\\\\]|""|\\\\.)*)"\
            |(?<number>0x[0-9a-fA-F]+|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![A-Za-z_0-9])|\\.\\d+)\
            |(?<word>[\\p{L}\\p{N}_$@]+)\
            |(?<sign>.)""", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Token END = new Token(Kind.END, "");

    private final String statement;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    SqlReader(String statement) {
        this.statement = statement;
        Matcher matcher = TOKEN.matcher(statement);
        while (matcher.find()) {
            Token token = token(matcher);
            if (token != null) {
                tokens.add(token);
            }
        }
    }

    private static Token token(Matcher found) {
        if (found.group("name") != null) {
            return new Token(Kind.NAME, found.group("name").replace("``", "`"));
        }
        if (found.group("text") != null) {
            return new Token(Kind.TEXT, unescaped(found.group("text").replace("''", "'")));
        }
        if (found.group("double") != null) {
            return new Token(Kind.TEXT, unescaped(found.group("double").replace("\"\"", "\"")));
        }
        if (found.group("number") != null) {
            return new Token(Kind.NUMBER, found.group("number"));
        }
        if (found.group("word") != null) {
            return new Token(Kind.WORD, found.group("word"));
        }
        return found.group("sign") == null ? null : new Token(Kind.SIGN, found.group("sign"));
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            i++;
            int known = "0nrtbZ".indexOf(text.charAt(i));
            plain.append(known < 0 ? text.charAt(i) : "\0\n\r\t\b\u001a".charAt(known));
        }
        return plain.toString();
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END || peek().is(";");
    }

    /** Takes these words if all of them are next. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Takes one of these words, and says which in upper case; null if none is next. */
    String acceptOne(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return word.toUpperCase(Locale.ROOT);
            }
        }
        return null;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw fault(word);
        }
    }

    /** A name, in back quotes or bare. */
    String name() {
        Token token = next();
        if (token.kind() != Kind.NAME && token.kind() != Kind.WORD) {
            throw fault("a name");
        }
        return token.text();
    }

    boolean atName() {
        return peek().kind() == Kind.NAME || peek().kind() == Kind.WORD;
    }

    String text() {
        Token token = next();
        if (token.kind() != Kind.TEXT) {
            throw fault("a text");
        }
        return token.text();
    }

    /** The tokens between two brackets, which may hold brackets. */
    SqlReader bracketed() {
        expect("(");
        SqlReader inner = new SqlReader("");
        int depth = 1;
        while (true) {
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (token.kind() == Kind.END) {
                throw fault(")");
            }
            if (depth == 0) {
                return inner;
            }
            inner.tokens.add(token);
        }
    }

    /** The parts between commas outside of brackets. */
    List<SqlReader> parts() {
        List<SqlReader> parts = new ArrayList<>();
        SqlReader part = new SqlReader("");
        int depth = 0;
        while (!atEnd()) {
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                parts.add(part);
                part = new SqlReader("");
            } else {
                part.tokens.add(token);
            }
        }
        parts.add(part);
        return parts;
    }

    AssertionError fault(String wanted) {
        return new AssertionError("model: '" + wanted + "' expected at token " + at + " in: " + statement + tokens);
    }
}
