package io.tidbmirror.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A broker in a process of its own, which asks for a login, and can be killed and started again on its port. */
public final class ForkedBroker implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path folder;
    private final Path config;
    private final int port;
    private final String password;
    private Process process;

    private ForkedBroker(Path folder, int port, String password) {
        this.folder = folder;
        this.config = folder.resolve("server.properties");
        this.port = port;
        this.password = password;
    }

    /** A broker with an empty folder, running. */
    public static ForkedBroker start(Path folder, String password) throws IOException, InterruptedException {
        ForkedBroker broker = new ForkedBroker(folder, freePort(), password);
        Files.createDirectories(folder);
        Files.writeString(broker.config, broker.properties(freePort()));
        int formatted = broker.fork(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c")
                .waitFor();
        if (formatted != 0) {
            throw new IllegalStateException("not formatted: " + Files.readString(broker.log()));
        }
        broker.start();
        return broker;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String properties(int controllerPort) {
        String login =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\" password=\""
                        + password + "\" user_broker=\"" + password + "\" user_mirror=\"" + password + "\";";
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "listeners=SASL_PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=SASL_PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=SASL_PLAINTEXT",
                "sasl.enabled.mechanisms=PLAIN",
                "sasl.mechanism.inter.broker.protocol=PLAIN",
                "listener.name.sasl_plaintext.plain.sasl.jaas.config=" + login,
                "log.dirs=" + folder.resolve("log"),
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "group.initial.rebalance.delay.ms=0",
                "");
    }

    /** Starts it, again after {@link #kill}, and waits until it takes connections. */
    public void start() throws IOException {
        process = fork("kafka.Kafka");
        Awaitility.await().atMost(LONG).until(this::takesConnections);
    }

    private boolean takesConnections() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the broker does not start: " + Files.readString(log()));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** By SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process fork(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main));
        command.addAll(List.of(arguments));
        command.add(config.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return folder.resolve("broker.txt");
    }

    /** What a client has to know to log in, under Kafka's own names. */
    public Map<String, String> client() {
        Map<String, String> client = new LinkedHashMap<>();
        client.put("bootstrap.servers", "127.0.0.1:" + port);
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "PLAIN");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"mirror\" password=\""
                        + password + "\";");
        return client;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
