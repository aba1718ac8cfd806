package io.tidbmirror.azure;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azurite, the emulator of Azure Blob and Queue Storage: one process for each test JVM, on free ports of the loopback
 * interface, with everything in memory and an account whose key is made up at its start. It ends with the JVM.
 *
 * <p>A test takes a container of its own; what is in the others is not its business.
 */
public final class Azurite {
    private static final String ACCOUNT = "tidbmirror";
    private static final String KEEP_ALIVE_SECONDS = "600"; // an idle connection is never closed under a test
    private static final Pattern LISTENING =
            Pattern.compile("Azurite (Blob|Queue) service is successfully listening at (http://\\S+)");
    private static final int START_SECONDS = 120;

    private final String key = newKey();
    private final Map<String, CompletableFuture<String>> endpoints = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private final AccessLog log = new AccessLog();

    private Azurite() {}

    private static final class Shared {
        static final Azurite RUNNING = new Azurite().start();
    }

    /** The Azurite of this JVM, started (and installed) when first asked for. */
    public static Azurite shared() {
        return Shared.RUNNING;
    }

    /** URL of the account's blob service: {@code http://127.0.0.1:PORT/ACCOUNT}. */
    public String blobEndpoint() {
        return endpoint("Blob");
    }

    /** URL of the account's queue service: {@code http://127.0.0.1:PORT/ACCOUNT}. */
    public String queueEndpoint() {
        return endpoint("Queue");
    }

    /** For {@code azure.connection-string} and the builders of the SDK. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key + ";BlobEndpoint="
                + blobEndpoint() + ";QueueEndpoint=" + queueEndpoint() + ";";
    }

    /** The same account, by a shared access signature for all of it; other blob endpoints may stand for this one's. */
    public String signedConnectionString(String blobEndpoint) {
        AccountSasSignatureValues values = new AccountSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
                AccountSasPermission.parse("rwdlac"),
                AccountSasService.parse("b"),
                AccountSasResourceType.parse("sco"));
        return "AccountName=" + ACCOUNT + ";BlobEndpoint=" + blobEndpoint + ";SharedAccessSignature="
                + blobs().generateAccountSas(values);
    }

    /** The blob service, to prepare and look at what a test needs. */
    public BlobServiceClient blobs() {
        return new BlobServiceClientBuilder()
                .connectionString(connectionString())
                .buildClient();
    }

    /** A new empty container. */
    public AzureUrl newContainer() {
        String name = "test-" + names.incrementAndGet();
        blobs().createBlobContainerIfNotExists(
                        name); // the client asks again where a reply is late: nobody else makes one of this name
        return AzureUrl.parse(blobEndpoint() + "/" + name);
    }

    /** A queue nobody else uses. */
    public QueueClient newQueue() {
        return new QueueServiceClientBuilder()
                .connectionString(connectionString())
                .buildClient()
                .createQueue("test-" + names.incrementAndGet());
    }

    /**
     * The requests that a container has had since the last call: method and path with query, as {@code GET
     * /ACCOUNT/CONTAINER?comp=list&prefix=…}.
     */
    public List<String> requests(AzureUrl container) {
        String last = "last-" + names.incrementAndGet();
        blobs().getBlobContainerClient(container.container())
                .getBlobClient(last)
                .exists();
        return log.takeUntil("/" + container.container(), last);
    }

    private String endpoint(String service) {
        try {
            return listening(service).get(START_SECONDS, TimeUnit.SECONDS) + "/" + ACCOUNT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Azurite starts", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Azurite does not start", e);
        }
    }

    private CompletableFuture<String> listening(String service) {
        return endpoints.computeIfAbsent(service, name -> new CompletableFuture<>());
    }

    private Azurite start() {
        ProcessBuilder builder = new ProcessBuilder(
                "node",
                "--require",
                AzuriteInstallation.SOURCE.resolve("end-with-parent.js").toString(),
                AzuriteInstallation.program().toString(),
                "--inMemoryPersistence",
                "--disableTelemetry",
                "--blobPort=0",
                "--queuePort=0",
                "--tablePort=0",
                "--blobKeepAliveTimeout=" + KEEP_ALIVE_SECONDS,
                "--queueKeepAliveTimeout=" + KEEP_ALIVE_SECONDS);
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        try {
            Process process = builder.redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            Thread reader = new Thread(() -> read(process), "azurite-output");
            reader.setDaemon(true);
            reader.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the tests need Node", e);
        }
    }

    private void read(Process process) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    listening(listening.group(1)).complete(listening.group(2));
                } else if (!log.add(line)) {
                    said.append('\n').append(line);
                }
            }
        } catch (IOException e) {
            said.append('\n').append(e);
        }
        IllegalStateException ended = new IllegalStateException("Azurite has ended:" + said);
        listening("Blob").completeExceptionally(ended);
        listening("Queue").completeExceptionally(ended);
    }

    private static String newKey() {
        byte[] bytes = new byte[64];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
