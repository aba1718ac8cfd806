package io.tidbmirror.batch;

/**
 * A commit turned out to have a delete behind an upsert over more rows than can be held: the landing file begun is to be
 * discarded and begun again, this time with that commit read twice. Happens at most once for each commit-ts.
 */
public final class RestartFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RestartFileException(String message) {
        super(message);
    }
}
