package io.tidbmirror.land;

import java.io.IOException;

/**
 * Somebody else has taken the table (landing-protocol.md sections 5.1 and 7): nothing was landed by this call that its
 * new owner does not know of. Transient: back off, then start at R1.
 */
public final class FencedException extends IOException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
        super(message);
    }
}
