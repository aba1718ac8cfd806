package io.tidbmirror.land;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes everything on. */
class ForwardingZone implements LandingZone {
    private final LandingZone zone;

    ForwardingZone(LandingZone zone) {
        this.zone = zone;
    }

    @Override
    public OutputStream stage(String path) throws IOException {
        return zone.stage(path);
    }

    @Override
    public long size(String path) throws IOException {
        return zone.size(path);
    }

    @Override
    public Published publish(String stagePath, String landingPath) throws IOException {
        return zone.publish(stagePath, landingPath);
    }

    @Override
    public Folder createFolder(String path, Map<String, byte[]> files) throws IOException {
        return zone.createFolder(path, files);
    }

    @Override
    public @Nullable String folderId(String path) throws IOException {
        return zone.folderId(path);
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        return zone.createIfAbsent(path, content);
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        return zone.read(path);
    }

    @Override
    public byte @Nullable [] read(String path, long offset, int length) throws IOException {
        return zone.read(path, offset, length);
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        return zone.list(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        zone.delete(path);
    }

    @Override
    public void deleteFolder(String path) throws IOException {
        zone.deleteFolder(path);
    }
}
