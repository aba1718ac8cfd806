package io.tidbmirror.azure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes bytes to a service until there is trouble: muted, connections are accepted, and nothing is ever answered; cutting,
 * they end in the middle of an answer.
 */
public final class TroubledProxy implements AutoCloseable {
    private final URI target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong swallowed = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile long cutAfter;
    private volatile boolean mute;

    /** Before a service, given by any URL of it. */
    public TroubledProxy(String url) throws IOException {
        target = URI.create(url);
        threads.execute(this::accept);
    }

    /** A URL of the service through this proxy. */
    public String through(String url) {
        return url.replace(target.getAuthority(), address());
    }

    /** Its host and port. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public void mute() {
        mute = true;
    }

    /** Bytes that were sent to the muted service. */
    public long swallowed() {
        return swallowed.get();
    }

    /** Ends so many connections, each after so many bytes of answers. */
    void cut(int times, long bytes) {
        answered.set(0);
        cutAfter = bytes;
        cuts.set(times);
    }

    /** How many connections are to be ended yet. */
    int cutsLeft() {
        return Math.max(0, cuts.get());
    }

    /** Bytes of answers since {@link #cut}. */
    long answered() {
        return answered.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket in = server.accept();
                Socket out = new Socket(target.getHost(), target.getPort());
                sockets.add(in);
                sockets.add(out);
                threads.execute(() -> request(in, out));
                threads.execute(() -> answer(out, in));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void request(Socket from, Socket to) {
        copy(from, to, (out, bytes, read) -> {
            if (mute) {
                swallowed.addAndGet(read);
            } else {
                out.write(bytes, 0, read);
            }
        });
    }

    private void answer(Socket from, Socket to) {
        AtomicLong passed = new AtomicLong();
        copy(from, to, (out, bytes, read) -> {
            if (!mute) {
                out.write(bytes, 0, read);
                answered.addAndGet(read);
                if (passed.addAndGet(read) > cutAfter && cuts.getAndDecrement() > 0) {
                    throw new IOException("cut");
                }
            }
        });
    }

    /** Passes on what was read. */
    private interface Passage {
        void pass(OutputStream out, byte[] bytes, int read) throws IOException;
    }

    private static void copy(Socket from, Socket to, Passage passage) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passage.pass(out, buffer, read);
            }
        } catch (IOException over) {
            // one side has ended, which ends the other
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
