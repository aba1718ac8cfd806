package io.tidbmirror.wiring.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Azure Storage is reached.
 *
 * @param connectionString shared key or signature of an emulator or a storage account; null for the credentials of the
 *     environment
 * @param clientSecretFile file of a client secret that stands for these; null for none
 */
public record AzureSettings(
        @Nullable String connectionString, @Nullable Path clientSecretFile) {
    static final Setting<String> CONNECTION_STRING = Setting.optional(
                    "azure.connection-string",
                    Kind.SECRET,
                    "Connection string, for emulators and tests. Unset: the credentials of the environment (managed"
                            + " identity, workload identity, client secret, Azure CLI).")
            .hidden();

    static final Setting<String> CLIENT_SECRET_FILE = Setting.optional(
            "azure.client-secret-file",
            Kind.TEXT.accepting("file"),
            "File with a client secret of the application that `AZURE_TENANT_ID` and `AZURE_CLIENT_ID` of the"
                    + " environment name. Read again when it is replaced.");

    static final List<Setting<?>> ALL = List.of(CONNECTION_STRING, CLIENT_SECRET_FILE);

    static AzureSettings of(Values values) {
        String file = values.find(CLIENT_SECRET_FILE);
        return new AzureSettings(values.find(CONNECTION_STRING), file == null ? null : Path.of(file));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AzureSettings[" + (connectionString == null ? "credentials of the environment" : "connection string")
                + "]";
    }
}
