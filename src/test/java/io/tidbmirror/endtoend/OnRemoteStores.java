package io.tidbmirror.endtoend;

import io.tidbmirror.azure.Azurite;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a landing zone on the embedded OneLake endpoint, and state on Azurite. */
abstract class OnRemoteStores {
    static final Azurite AZURITE = Azurite.shared();

    @TempDir
    Path folder;

    RemoteStores stores;

    @BeforeEach
    void start() throws IOException {
        stores = new RemoteStores(folder);
    }

    @AfterEach
    void stop() throws IOException {
        stores.close();
    }
}
