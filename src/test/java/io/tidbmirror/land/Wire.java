package io.tidbmirror.land;

import io.tidbmirror.land.Puppet.Crash;
import io.tidbmirror.land.Puppet.Effect;
import io.tidbmirror.land.Puppet.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ports as one writer sees them: every call is a request that the scheduler delivers, loses, repeats or delays. */
final class Wire {
    private final HeadStore remoteHeads;
    private final LandingZone remoteZone;
    private Puppet puppet;
    private @Nullable Crash crashed;

    Wire(HeadStore heads, LandingZone zone) {
        this.remoteHeads = heads;
        this.remoteZone = zone;
    }

    void connect(Puppet writer) {
        puppet = writer;
    }

    /** The process starts again. */
    void restart() {
        crashed = null;
    }

    /** Lets others run; nothing is sent. */
    void pause(String why) throws IOException {
        ask(why, () -> null);
    }

    private <T> T ask(String name, Effect effect) throws IOException {
        return send(new Request(name, false, false, effect));
    }

    private <T> T change(String name, Effect effect) throws IOException {
        return send(new Request(name, true, true, effect));
    }

    @SuppressWarnings("unchecked") // the effect of a request makes its result
    private <T> T send(Request request) throws IOException {
        if (crashed != null) {
            throw new Crash(crashed.last());
        }
        try {
            return (T) puppet.await(request);
        } catch (Crash e) {
            crashed = e;
            throw e;
        }
    }

    HeadStore heads() {
        return new HeadStore() {
            @Override
            public @Nullable Versioned read(String name) throws IOException {
                return ask("read HEAD", () -> remoteHeads.read(name));
            }

            @Override
            public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
                return change("replace HEAD", () -> remoteHeads.replace(name, expected, bytes));
            }

            @Override
            public List<String> names() throws IOException {
                return ask("list HEADs", remoteHeads::names);
            }

            @Override
            public void delete(String name) {
                throw new UnsupportedOperationException("the protocol deletes no HEAD");
            }
        };
    }

    LandingZone zone() {
        return new LandingZone() {
            @Override
            public OutputStream stage(String path) {
                return new ByteArrayOutputStream() {
                    private boolean closed;

                    @Override
                    public void close() throws IOException {
                        if (!closed) {
                            closed = true;
                            upload(path, toByteArray());
                        }
                    }
                };
            }

            @Override
            public long size(String path) throws IOException {
                return Wire.this.<Long>ask("size", () -> remoteZone.size(path));
            }

            @Override
            public Published publish(String stagePath, String landingPath) throws IOException {
                return change("publish", () -> remoteZone.publish(stagePath, landingPath));
            }

            @Override
            public Folder createFolder(String path, Map<String, byte[]> files) throws IOException {
                Folder bare = change("create folder", () -> remoteZone.createFolder(path, Map.of()));
                Set<String> made = new HashSet<>();
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    if (createIfAbsent(path + "/" + file.getKey(), file.getValue())) {
                        made.add(file.getKey());
                    }
                }
                return new Folder(bare.id(), made);
            }

            @Override
            public @Nullable String folderId(String path) throws IOException {
                return ask("folder id", () -> remoteZone.folderId(path));
            }

            @Override
            public boolean createIfAbsent(String path, byte[] content) throws IOException {
                return Wire.this.<Boolean>change("create file", () -> remoteZone.createIfAbsent(path, content));
            }

            @Override
            public byte @Nullable [] read(String path) throws IOException {
                return ask("read file", () -> remoteZone.read(path));
            }

            @Override
            public byte @Nullable [] read(String path, long offset, int length) throws IOException {
                return ask("read part", () -> remoteZone.read(path, offset, length));
            }

            @Override
            public List<Entry> list(String folder) throws IOException {
                return ask("list folder", () -> remoteZone.list(folder));
            }

            @Override
            public void delete(String path) throws IOException {
                change("delete file", () -> {
                    remoteZone.delete(path);
                    return null;
                });
            }

            @Override
            public void deleteFolder(String path, String folderId) throws IOException {
                change("delete old folder", () -> {
                    remoteZone.deleteFolder(path, folderId);
                    return null;
                });
            }

            @Override
            public void deleteFolder(String path) throws IOException {
                change("delete folder", () -> {
                    remoteZone.deleteFolder(path);
                    return null;
                });
            }
        };
    }

    /** Late, or never, but not twice: stage files are written once. */
    private void upload(String path, byte[] content) throws IOException {
        send(new Request("upload", true, false, () -> {
            try (OutputStream out = remoteZone.stage(path)) {
                out.write(content);
            }
            return null;
        }));
    }
}
