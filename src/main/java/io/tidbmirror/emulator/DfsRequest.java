package io.tidbmirror.emulator;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param method HTTP method
 * @param account first segment of the URL's path
 * @param workspace second segment, decoded; empty for the account itself
 * @param path what follows, decoded, without slashes at its ends; empty for the workspace itself
 * @param query decoded parameters
 * @param headers by name in lower case
 * @param body content
 */
@SuppressWarnings("ArrayRecordComponent") // requests are not compared
public record DfsRequest(
        String method,
        String account,
        String workspace,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body) {

    /** What a request asks for. */
    public enum Call {
        CREATE_FILE,
        CREATE_FOLDER,
        APPEND,
        FLUSH,
        RENAME,
        PROPERTIES,
        READ,
        LIST,
        DELETE,
        /** Anything that OneLake does not allow, or the mirror does not ask for. */
        OTHER
    }

    private static final Set<String> CONDITIONS = Set.of(
            "if-match",
            "if-none-match",
            "x-ms-source-if-match",
            "x-ms-source-if-none-match",
            "if-modified-since",
            "if-unmodified-since");

    public Call call() {
        boolean folder = "filesystem".equals(query.get("resource"));
        return switch (method) {
            case "HEAD" -> Call.PROPERTIES;
            case "GET" -> folder ? Call.LIST : path.isEmpty() ? Call.OTHER : Call.READ;
            case "DELETE" -> path.isEmpty() ? Call.OTHER : Call.DELETE;
            case "PUT" -> put();
            case "PATCH" ->
                switch (query.getOrDefault("action", "")) {
                    case "append" -> Call.APPEND;
                    case "flush" -> Call.FLUSH;
                    default -> Call.OTHER;
                };
            default -> Call.OTHER;
        };
    }

    private Call put() {
        if (headers.containsKey("x-ms-rename-source")) {
            return Call.RENAME;
        }
        return switch (query.getOrDefault("resource", "")) {
            case "file" -> Call.CREATE_FILE;
            case "directory" -> Call.CREATE_FOLDER;
            default -> Call.OTHER;
        };
    }

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The request as a server sees it that ignores every condition. */
    DfsRequest withoutConditions() {
        Map<String, String> kept = headers.entrySet().stream()
                .filter(header -> !CONDITIONS.contains(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
        return new DfsRequest(method, account, workspace, path, query, kept, body);
    }

    /** Without header values, which may hold credentials. */
    @Override
    public String toString() {
        return method + " /" + account + "/" + workspace + "/" + path + " " + query;
    }
}
