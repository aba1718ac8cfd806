package io.tidbmirror.azure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Azure Storage: {@code https://<account host>/<container>/<prefix>}. Where the host is an IP address or {@code
 * localhost}, as emulators have it, the first path segment is the account, as in the Azure SDK.
 *
 * @param endpoint URL of the account, without a slash at its end
 * @param container container or file system; the workspace on OneLake
 * @param prefix path below it without slashes at its ends; empty for all of the container
 */
public record AzureUrl(String endpoint, String container, String prefix) {
    private static final int LEAST_PORT = 10;
    private static final int GREATEST_PORT = 65_535;
    private static final Pattern LOCAL = Pattern.compile("localhost|[0-9.]+|\\[.*]");

    /**
     * Reads a URL. Path segments are percent-decoded.
     *
     * @throws IllegalArgumentException with the reason
     */
    public static AzureUrl parse(String text) {
        URI uri = uri(text.strip());
        String host = uri.getHost();
        String scheme = uri.getScheme();
        if (host == null || scheme == null || !scheme.matches("https?")) {
            throw new IllegalArgumentException("not an http or https URL");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a URL of a folder has no query, fragment or user");
        }
        checkPort(uri.getPort());
        String[] segments = uri.getPath()
                .replaceAll("^/+|/+$", "")
                .split("/+", LOCAL.matcher(host).matches() ? 3 : 2);
        String endpoint = scheme + "://" + uri.getRawAuthority();
        int account = LOCAL.matcher(host).matches() ? 1 : 0;
        if (segments.length <= account || segments[account].isEmpty()) {
            throw new IllegalArgumentException("names no container");
        }
        return new AzureUrl(
                account == 0 ? endpoint : endpoint + "/" + segments[0],
                segments[account],
                segments.length > account + 1 ? segments[account + 1] : "");
    }

    /** The HTTP client of the Azure SDK takes a port of one digit for a part of the host name, which nobody then finds. */
    private static void checkPort(int port) {
        if (port >= 0 && (port < LEAST_PORT || port > GREATEST_PORT)) {
            throw new IllegalArgumentException("port " + port + " is not one from " + LEAST_PORT + " to "
                    + GREATEST_PORT + ", which can be connected to");
        }
    }

    /**
     * This URL, for the Blob API.
     *
     * @throws IllegalArgumentException if its host speaks that of Data Lake, with the host to write
     */
    public AzureUrl onBlobHost() {
        if (host().contains(".dfs.")) {
            throw new IllegalArgumentException(
                    "is the DFS host: write " + host().replace(".dfs.", ".blob.") + " as the host");
        }
        return this;
    }

    /** The text may hold a signature: messages do not. */
    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
        }
    }

    /** The host, in lower case. */
    String host() {
        return String.valueOf(URI.create(endpoint).getHost()).toLowerCase(Locale.ROOT);
    }

    /** Name of the account, in lower case. */
    public String account() {
        String rest = endpoint.substring(endpoint.indexOf("://") + 3);
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest.replaceFirst("[.:].*", "") : rest.substring(slash + 1);
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The path below this folder of a blob that an event names; null if the blob is not below it. The blob and the Data Lake
     * endpoint of an account hold the same blobs.
     */
    public @Nullable String below(String blobUrl) {
        String folder = samePlace(toString()) + "/";
        String place = samePlace(decoded(blobUrl));
        return place.startsWith(folder) ? place.substring(folder.length()) : null;
    }

    /** Names with characters that no URL may hold come as they are in some events, and with escapes in others. */
    private static String decoded(String blobUrl) {
        try {
            URI uri = new URI(blobUrl);
            return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getPath();
        } catch (URISyntaxException asItIs) {
            return blobUrl.replaceFirst("\\?.*", "");
        }
    }

    private static String samePlace(String url) {
        return url.replaceFirst("^https?://([^/.]+)\\.(blob|dfs)\\.", "$1.");
    }

    /** What the paths of everything below begin with: the prefix with a slash, or nothing for all of the container. */
    String folder() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /** A path of the container: the prefix with a path below it. */
    String path(String below) {
        return below.isEmpty() ? prefix : folder() + below;
    }

    @Override
    public String toString() {
        return endpoint + "/" + container + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
