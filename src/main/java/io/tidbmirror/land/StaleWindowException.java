package io.tidbmirror.land;

import java.io.IOException;

/**
 * A window does not begin where the table is covered (invariant I3): nothing of it was landed. Transient: the rows are
 * to be read again from what {@link Lander#take} says is covered.
 */
public final class StaleWindowException extends IOException {
    private static final long serialVersionUID = 1L;

    public StaleWindowException(String message) {
        super(message);
    }
}
