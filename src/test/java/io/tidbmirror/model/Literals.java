package io.tidbmirror.model;

import io.tidbmirror.model.SqlReader.Kind;
import io.tidbmirror.model.SqlReader.Token;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Constants in statements. */
final class Literals {

    private Literals() {}

    static boolean atLiteral(SqlReader sql) {
        Token token = sql.peek();
        boolean prefixed = (token.is("b") || token.is("x")) && sql.peek(1).kind() == Kind.TEXT;
        return token.kind() == Kind.TEXT
                || token.kind() == Kind.NUMBER
                || token.is("-")
                || token.is("+")
                || token.is("NULL")
                || token.is("TRUE")
                || token.is("FALSE")
                || prefixed;
    }

    /** The constant as text, null for NULL. Bit literals are numbers; hexadecimal ones are bytes. */
    static String read(SqlReader sql) {
        Token token = sql.next();
        if (token.is("NULL")) {
            return null;
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return token.is("TRUE") ? "1" : "0";
        }
        if (token.is("-") || token.is("+")) {
            return (token.is("-") ? "-" : "") + sql.next().text();
        }
        if (token.is("b")) {
            return new BigInteger(sql.text(), 2).toString();
        }
        if (token.is("x")) {
            return bytes(sql.text());
        }
        boolean hex = token.kind() == Kind.NUMBER && token.text().startsWith("0x");
        return hex ? bytes(token.text().substring(2)) : token.text();
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    /** An expression as default: a bracketed one, or a function with or without brackets. Tells the function's name. */
    static String skipExpression(SqlReader sql) {
        String function = sql.peek().is("(") ? "" : sql.next().text();
        if (sql.peek().is("(")) {
            sql.bracketed();
        }
        return function;
    }
}
