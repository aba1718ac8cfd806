package io.tidbmirror.wiring.settings;

import io.tidbmirror.azure.EntraTokens;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of Microsoft Entra ID the webhook asks for.
 *
 * @param authority where they are given out
 * @param tenant its id
 * @param audience whom they are meant for
 * @param sender application id of Event Grid
 */
public record EntraSettings(String authority, String tenant, String audience, String sender) {
    private static final Kind<String> ID = new Kind<>("id", EntraSettings::id, id -> id);

    static final Setting<String> TENANT = Setting.optional(
            "event-grid.entra-tenant",
            ID,
            "Id of the Microsoft Entra tenant that has the webhook's app registration. With it and"
                    + " `event-grid.entra-audience` the webhook asks for tokens that Event Grid got there.");
    static final Setting<String> AUDIENCE = Setting.optional(
            "event-grid.entra-audience",
            Kind.TEXT,
            "Application id (or its URI) of that registration, the same as in the event subscription.");
    static final Setting<String> SENDER = Setting.of(
            "event-grid.entra-sender",
            ID,
            "4962773b-9cdb-44cf-a8bf-237846a00ab7",
            "Application id of Event Grid: this one in the public cloud.");
    static final Setting<String> AUTHORITY = Setting.of(
            "event-grid.entra-authority",
            new Kind<>("URL", EntraSettings::authority, url -> url),
            "https://login.microsoftonline.com",
            "Where tokens are given out and the keys of the tenant are: this one in the public cloud.");

    /** Null if neither tenant nor audience is set. */
    static @Nullable EntraSettings of(Values values) {
        String tenant = values.find(TENANT);
        String audience = values.find(AUDIENCE);
        if (tenant == null && audience == null) {
            return null;
        }
        if (tenant == null || audience == null) {
            throw (tenant == null ? TENANT : AUDIENCE)
                    .missing("the webhook asks for tokens of a tenant for an audience, set both or none");
        }
        return new EntraSettings(values.get(AUTHORITY), tenant, audience.strip(), values.get(SENDER));
    }

    /** What tells such tokens. */
    public EntraTokens.Trust trust() {
        return new EntraTokens.Trust(authority, tenant, audience, sender);
    }

    private static String id(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new IllegalArgumentException("not an id such as 12345678-9abc-def0-1234-56789abcdef0");
        }
        return id;
    }

    /** Who could change what comes from there could make tokens: never over plain http, except from this machine. */
    private static String authority(String text) {
        String url = text.strip().replaceFirst("/+$", "");
        if (!url.matches("https://[^/?#@]+|http://127\\.0\\.0\\.1:[0-9]+")) {
            throw new IllegalArgumentException("not a URL such as https://login.microsoftonline.com");
        }
        return url;
    }
}
