package io.tidbmirror.azure;

import java.util.regex.Pattern;

/**
 * Reads the URL of a landing zone: the one Fabric shows, {@code
 * https://onelake.dfs.fabric.microsoft.com/<workspace>/<database>/Files/LandingZone}, a folder of a storage account with a
 * hierarchical namespace, {@code https://<account>.dfs.core.windows.net/<file system>/<path>}, or that of the emulator.
 */
public final class LandingZoneUrl {
    private static final String ONELAKE = "onelake";
    private static final String FABRIC = ".fabric.microsoft.com";
    private static final String LANDING_ZONE = "/Files/LandingZone";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern ITEM = Pattern.compile("[^/]+[.][A-Za-z]+");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~$-]+");

    private LandingZoneUrl() {}

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with the reason and what to write
     */
    public static AzureUrl parse(String text) {
        AzureUrl url = AzureUrl.parse(text);
        String host = url.host();
        boolean fabric = host.endsWith(FABRIC);
        if (host.contains(".blob.")) {
            throw new IllegalArgumentException(
                    "is the blob host, which cannot rename: write " + host.replace(".blob.", ".dfs.") + " as the host");
        }
        if (fabric && !host.contains(".dfs.")) {
            throw new IllegalArgumentException(
                    "is no DFS host of OneLake: write onelake.dfs" + FABRIC + " as the host");
        }
        if (!PLAIN.matcher(url.container()).matches()) {
            throw new IllegalArgumentException(
                    "the workspace's name has characters that URLs escape, which the Azure SDK cannot address: write"
                            + " the URL with the GUIDs of workspace and database, as Fabric shows it");
        }
        if (fabric || url.account().equals(ONELAKE)) {
            checkItem(url, fabric);
        }
        return url;
    }

    private static void checkItem(AzureUrl url, boolean fabric) {
        int slash = url.prefix().indexOf('/');
        String item = slash < 0 ? url.prefix() : url.prefix().substring(0, slash);
        String below = slash < 0 ? "" : url.prefix().substring(slash);
        if (item.isEmpty() || !(below + "/").startsWith(LANDING_ZONE + "/")) {
            throw new IllegalArgumentException(
                    "is not <workspace>/<database>" + LANDING_ZONE + " below the host: copy the"
                            + " landing zone's URL from the page of the mirrored database in Fabric");
        }
        if (GUID.matcher(url.container()).matches() != GUID.matcher(item).matches()) {
            throw new IllegalArgumentException("has a name for one of workspace and database and a GUID for the other:"
                    + " OneLake wants GUIDs for both, or names for both");
        }
        if (fabric && !GUID.matcher(item).matches() && !ITEM.matcher(item).matches()) {
            throw new IllegalArgumentException("names the database without its type: write " + item
                    + ".MountedRelationalDatabase, or GUIDs for workspace and database");
        }
    }
}
