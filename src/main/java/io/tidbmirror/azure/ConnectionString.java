package io.tidbmirror.azure;

import com.azure.storage.common.StorageSharedKeyCredential;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection string of Azure Storage: {@code AccountName=…;AccountKey=…;…}, or with {@code SharedAccessSignature=…} in
 * place of the key. Only its account and its secret count: where to go is said by URLs, and the secret goes to no account
 * but its own.
 */
final class ConnectionString {
    private static final Pattern ENDPOINT_ACCOUNT =
            Pattern.compile("https?://(?:[^/]*[:0-9][^/]*/([^/?]+)|localhost[^/]*/([^/?]+)|([^./]+)[.].*)/?");
    private static final Pattern LOOPBACK = Pattern.compile("http://(localhost|127[.][0-9.]+|\\[::1])(:[0-9]+)?(/.*)?");

    private final String account;
    private final @Nullable StorageSharedKeyCredential key;
    private final @Nullable String signature;

    private ConnectionString(String account, @Nullable StorageSharedKeyCredential key, @Nullable String signature) {
        this.account = account;
        this.key = key;
        this.signature = signature;
    }

    /**
     * Reads a connection string.
     *
     * @throws IllegalArgumentException with the reason, without the secret
     */
    static ConnectionString parse(String text) {
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : text.strip().split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        String account = account(parts);
        String key = parts.get("AccountKey");
        String signature = parts.get("SharedAccessSignature");
        if (key != null && !key.isEmpty()) {
            return new ConnectionString(account, new StorageSharedKeyCredential(account, key), null);
        }
        if (signature == null || signature.isEmpty()) {
            throw new IllegalArgumentException("holds neither AccountKey nor SharedAccessSignature");
        }
        return new ConnectionString(account, null, signature.startsWith("?") ? signature.substring(1) : signature);
    }

    private static String account(Map<String, String> parts) {
        String name = parts.get("AccountName");
        if (name != null && !name.isEmpty()) {
            return name;
        }
        for (String endpoint : new String[] {"BlobEndpoint", "DfsEndpoint", "QueueEndpoint"}) {
            Matcher matcher = ENDPOINT_ACCOUNT.matcher(parts.getOrDefault(endpoint, ""));
            for (int group = 1; matcher.matches() && group <= matcher.groupCount(); group++) {
                String found = matcher.group(group);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new IllegalArgumentException("names no account: AccountName is missing");
    }

    /** Whether it is for the account of a URL. */
    boolean fits(AzureUrl url) {
        return account.toLowerCase(Locale.ROOT).equals(url.account());
    }

    @Nullable
    StorageSharedKeyCredential key() {
        return key;
    }

    /**
     * The signature to send to a URL.
     *
     * @throws IllegalArgumentException if it would travel unencrypted to another machine
     */
    @Nullable
    String signature(AzureUrl url) {
        if (signature != null
                && !url.endpoint().startsWith("https:")
                && !LOOPBACK.matcher(url.endpoint()).matches()) {
            throw new IllegalArgumentException("a shared access signature is not sent over http to another machine");
        }
        return signature;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "connection string of " + account;
    }
}
