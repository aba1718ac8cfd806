package io.tidbmirror.azure;

/** Reads the URL of a folder in a blob container, {@code https://<account>.blob.core.windows.net/<container>/<prefix>}. */
public final class StateUrl {
    private StateUrl() {}

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with the reason and what to write
     */
    public static AzureUrl parse(String text) {
        AzureUrl url = AzureUrl.parse(text);
        if (url.host().endsWith(".fabric.microsoft.com")) {
            throw new IllegalArgumentException("is on OneLake, of which it is not known that it compares ETags: write a"
                    + " blob container of a storage account");
        }
        return url.onBlobHost();
    }
}
