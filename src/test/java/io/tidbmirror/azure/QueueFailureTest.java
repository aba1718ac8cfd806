package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import io.tidbmirror.FreePort;
import org.junit.jupiter.api.Test;

/** Why events cannot be read is told with the place and what to do. */
class QueueFailureTest {
    private final Azurite azurite = Azurite.shared();

    @Test
    void aQueueThatIsNotThereIsAFailureThatNamesIt() {
        AzureUrl queue = AzureUrl.parse(azurite.queueEndpoint() + "/nosuch-queue");

        Throwable failure = catchThrowable(() -> client(queue).receiveMessage());

        assertThat(failure).isNotNull().isNotInstanceOf(QueueStorageException.class);
        assertThat(QueueFailure.reason(queue, failure))
                .isEqualTo(
                        "cannot read the queue in " + queue
                                + ": 404: there is no such queue; make it, or check event-grid.queue and event-grid.queue-service");
    }

    @Test
    void aMessageThatIsNotThereAnyMoreStaysWhatItIs() {
        AzureUrl queue = AzureUrl.parse(
                azurite.queueEndpoint() + "/" + azurite.newQueue().getQueueName());
        client(queue).sendMessage("event");
        QueueMessageItem message = client(queue).receiveMessage();
        client(queue).deleteMessage(message.getMessageId(), message.getPopReceipt());

        assertThat(client(queue).receiveMessage()).isNull();
        assertThatThrownBy(() -> client(queue).deleteMessage(message.getMessageId(), message.getPopReceipt()))
                .isInstanceOf(QueueStorageException.class);
    }

    @Test
    void aServiceWithoutAnAnswerIsNamedInOneLine() {
        AzureUrl queue = AzureUrl.parse("http://127.0.0.1:" + FreePort.find() + "/tidbmirror/events");

        Throwable failure = catchThrowable(() -> client(queue).receiveMessage());

        assertThat(QueueFailure.reason(queue, failure))
                .startsWith("cannot read the queue in " + queue + ": no answer: ")
                .contains("Connection refused")
                .doesNotContain("\n");
    }

    @Test
    void aDefectIsToldAsItIs() {
        AzureUrl queue = AzureUrl.parse("https://acc.queue.core.windows.net/events");

        assertThat(QueueFailure.reason(queue, new IllegalStateException("defect")))
                .isEqualTo("cannot read the queue in " + queue + ": java.lang.IllegalStateException: defect");
    }

    private QueueClient client(AzureUrl queue) {
        return new AzureAccess(azurite.connectionString(), null).queues(queue).getQueueClient(queue.container());
    }
}
