package io.tidbmirror.emulator;

import org.jspecify.annotations.Nullable;

/** The conditions of a request on the path it names, and on the source of a rename. */
final class Conditions {
    private Conditions() {}

    /** Checks {@code If-Match} and {@code If-None-Match} before a change. */
    static void checkChange(DfsRequest request, @Nullable Node target) throws DfsRefusal {
        String noneMatch = request.header("If-None-Match");
        if ("*".equals(noneMatch) && target != null) {
            throw new DfsRefusal(409, "PathAlreadyExists", "The specified path already exists.");
        }
        check(request.header("If-Match"), noneMatch, target);
    }

    /** Checks {@code x-ms-source-if-match} and {@code x-ms-source-if-none-match} of a rename. */
    static void checkSource(DfsRequest request, Node source) throws DfsRefusal {
        check(request.header("x-ms-source-if-match"), request.header("x-ms-source-if-none-match"), source);
    }

    /** Checks the conditions of a read; false if the answer is 304. */
    static boolean isWanted(DfsRequest request, Node found) throws DfsRefusal {
        check(request.header("If-Match"), null, found);
        String noneMatch = request.header("If-None-Match");
        return noneMatch == null || !names(noneMatch, found);
    }

    private static void check(@Nullable String match, @Nullable String noneMatch, @Nullable Node node)
            throws DfsRefusal {
        boolean matches = match == null || (node != null && names(match, node));
        boolean differs = noneMatch == null || node == null || !names(noneMatch, node);
        if (!matches || !differs) {
            throw new DfsRefusal(
                    412, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.");
        }
    }

    /** The Azure SDK leaves out the quotes where it goes on with a download that broke off, and the service takes that. */
    private static boolean names(String etag, Node node) {
        return etag.equals("*") || node.etag().replace("\"", "").equals(etag.replace("\"", ""));
    }
}
