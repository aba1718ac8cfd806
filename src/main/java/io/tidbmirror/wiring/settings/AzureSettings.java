package io.tidbmirror.wiring.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Azure Storage is reached.
 *
 * @param connectionString shared key or signature of an emulator or a storage account; null for the credentials of the
 *     environment
 */
public record AzureSettings(@Nullable String connectionString) {
    static final Setting<String> CONNECTION_STRING = Setting.optional(
                    "azure.connection-string",
                    Kind.TEXT,
                    "Connection string, for emulators and tests. Unset: the credentials of the environment (managed"
                            + " identity, workload identity, client secret, Azure CLI).")
            .hidden();

    static final List<Setting<?>> ALL = List.of(CONNECTION_STRING);

    static AzureSettings of(Values values) {
        return new AzureSettings(values.find(CONNECTION_STRING));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AzureSettings[" + (connectionString == null ? "credentials of the environment" : "connection string")
                + "]";
    }
}
