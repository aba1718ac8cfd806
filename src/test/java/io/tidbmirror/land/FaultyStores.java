package io.tidbmirror.land;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Landing zone and HEADs as a process sees them whose storage fails at one of its requests, counted from 1. */
final class FaultyStores {
    /** What becomes of that request, and of those after it. */
    enum Fault {
        REFUSED(false, false),
        REPLY_LOST(true, false),
        OUTAGE(false, true),
        REPLY_LOST_AND_OUTAGE(true, true);

        private final boolean applied;
        private final boolean stays;

        Fault(boolean applied, boolean stays) {
            this.applied = applied;
            this.stays = stays;
        }
    }

    private interface Request<T> {
        T send() throws IOException;
    }

    private final LandingZone zone;
    private final HeadStore heads;
    private final Fault fault;
    private final int at;
    private int requests;

    FaultyStores(MemoryMirror mirror, Fault fault, int at) {
        this.zone = mirror.zone;
        this.heads = mirror.heads;
        this.fault = fault;
        this.at = at;
    }

    Lander lander() {
        return new Lander(zone(), heads(), new TextFormat(), LanderOptions.of("faulty", "zone 1"));
    }

    /** Whether there was that request. */
    boolean met() {
        return requests >= at;
    }

    private <T> T send(Request<T> request) throws IOException {
        requests++;
        boolean now = requests == at;
        if ((now && !fault.applied) || (requests > at && fault.stays)) {
            throw new IOException("fault");
        }
        T reply = request.send();
        if (now) {
            throw new IOException("fault: the reply is lost");
        }
        return reply;
    }

    private void order(Request<?> request) throws IOException {
        send(() -> {
            request.send();
            return "";
        });
    }

    HeadStore heads() {
        return new ForwardingHeads(heads) {
            @Override
            public @Nullable Versioned read(String name) throws IOException {
                return send(() -> super.read(name));
            }

            @Override
            public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
                return send(() -> super.replace(name, expected, bytes));
            }

            @Override
            public List<String> names() throws IOException {
                return send(super::names);
            }
        };
    }

    /** A folder and the files in it are made one after the other, as in every real store. */
    LandingZone zone() {
        return new ForwardingZone(zone) {
            @Override
            public OutputStream stage(String path) throws IOException {
                OutputStream begun = send(() -> super.stage(path));
                return new ByteArrayOutputStream() {
                    private boolean closed;

                    @Override
                    public void close() throws IOException {
                        if (!closed) {
                            closed = true;
                            begun.write(toByteArray());
                            order(() -> {
                                begun.close();
                                return path;
                            });
                        }
                    }
                };
            }

            @Override
            public long size(String path) throws IOException {
                return FaultyStores.this.<Long>send(() -> super.size(path));
            }

            @Override
            public Published publish(String stagePath, String landingPath) throws IOException {
                return send(() -> super.publish(stagePath, landingPath));
            }

            @Override
            public Folder createFolder(String path, Map<String, byte[]> files) throws IOException {
                Folder bare = send(() -> super.createFolder(path, Map.of()));
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
                return send(() -> super.folderId(path));
            }

            @Override
            public boolean createIfAbsent(String path, byte[] content) throws IOException {
                return FaultyStores.this.<Boolean>send(() -> super.createIfAbsent(path, content));
            }

            @Override
            public byte @Nullable [] read(String path) throws IOException {
                return send(() -> super.read(path));
            }

            @Override
            public List<Entry> list(String folder) throws IOException {
                return send(() -> super.list(folder));
            }

            @Override
            public void delete(String path) throws IOException {
                order(() -> {
                    super.delete(path);
                    return path;
                });
            }

            @Override
            public void deleteFolder(String path) throws IOException {
                order(() -> {
                    super.deleteFolder(path);
                    return path;
                });
            }
        };
    }
}
