package io.tidbmirror.endtoend;

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
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes to a service until it is muted: then connections are accepted, and nothing is ever answered. */
final class MuteProxy implements AutoCloseable {
    private final URI target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong swallowed = new AtomicLong();
    private volatile boolean mute;

    /** Before a service, given by any URL of it. */
    MuteProxy(String url) throws IOException {
        target = URI.create(url);
        threads.execute(this::accept);
    }

    /** A URL of the service through this proxy. */
    String through(String url) {
        return url.replace(target.getAuthority(), "127.0.0.1:" + server.getLocalPort());
    }

    void mute() {
        mute = true;
    }

    /** Bytes that were sent to the muted service. */
    long swallowed() {
        return swallowed.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket in = server.accept();
                Socket out = new Socket(target.getHost(), target.getPort());
                sockets.add(in);
                sockets.add(out);
                threads.execute(() -> copy(in, out, true));
                threads.execute(() -> copy(out, in, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!mute) {
                    out.write(buffer, 0, read);
                } else if (request) {
                    swallowed.addAndGet(read);
                }
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
