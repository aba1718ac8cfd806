package io.tidbmirror.camel;

import io.tidbmirror.change.FatalException;

/** Opens landing zones; bound as {@value #BEAN}. */
@FunctionalInterface
public interface Landings {
    String BEAN = "landings";

    /**
     * The landing zone of an endpoint: the same one for equal options, so that a table has one lander.
     *
     * @throws FatalException if an option is wrong
     */
    Landing open(LandingOptions options);
}
