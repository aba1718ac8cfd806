package io.tidbmirror.camel;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint says about its landing zone; null where it leaves the answer to {@code landing.*}.
 *
 * @param name name of the endpoint, for messages
 * @param zone {@code landing.zone}
 * @param state {@code landing.state}
 * @param format {@code landing.format}
 */
public record LandingOptions(
        String name,
        @Nullable String zone,
        @Nullable String state,
        @Nullable String format) {}
