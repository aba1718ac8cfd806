package io.tidbmirror.emulator;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a request apart: {@code /<account>/<workspace>/<path>?<query>}. The SDK sends slashes of the path as {@code %2F}. */
final class RequestReader {
    private RequestReader() {}

    static DfsRequest read(HttpServerRequest http, byte[] body) {
        String[] path = String.valueOf(http.path()).replaceAll("^/+", "").split("/", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        http.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new DfsRequest(
                http.method().name(),
                segment(path, 0),
                segment(path, 1),
                segment(path, 2).replaceAll("^/+|/+$", ""),
                query(http.query()),
                headers,
                body);
    }

    private static String segment(String[] path, int index) {
        return index < path.length ? DfsCalls.decoded(path[index]) : "";
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.put(
                    name,
                    equals < 0
                            ? ""
                            : DfsCalls.decoded(pair.substring(equals + 1).replace("+", "%20")));
        }
        return query;
    }
}
