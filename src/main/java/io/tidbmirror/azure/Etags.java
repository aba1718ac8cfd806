package io.tidbmirror.azure;

/** ETags have the quotes of the header around them in some answers of the SDK and none in others; conditions need them. */
final class Etags {
    private Etags() {}

    static String bare(String etag) {
        return etag.replace("\"", "");
    }

    static String quoted(String etag) {
        return '"' + bare(etag) + '"';
    }
}
