package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import io.tidbmirror.local.ForkedJvm;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The emulator that other tests stand on. */
class AzuriteTest {
    @Test
    void itKeepsBlobsAndMessagesForTheClientsOfThisProject() {
        Azurite azurite = Azurite.shared();
        BlobContainerClient container =
                new AzureAccess(azurite.connectionString(), null).container(azurite.newContainer());
        QueueClient queue = new QueueClientBuilder()
                .connectionString(azurite.connectionString())
                .queueName("azurite-test")
                .buildClient();

        container.getBlobClient("a/b").upload(BinaryData.fromString("blob"));
        queue.create();
        queue.sendMessage("message");

        assertThat(container.getBlobClient("a/b").downloadContent()).hasToString("blob");
        assertThat(queue.receiveMessage().getBody()).hasToString("message");
    }

    @Test
    void itEndsWithAJvmThatIsKilled() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(AzuriteProcess.class)) {
            long pid = Long.parseLong(Objects.requireNonNull(jvm.line()));
            ProcessHandle azurite = ProcessHandle.of(pid).orElseThrow();

            jvm.kill();

            azurite.onExit().get(30, TimeUnit.SECONDS);
        }
    }
}
