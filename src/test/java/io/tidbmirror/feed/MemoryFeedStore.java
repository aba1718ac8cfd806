package io.tidbmirror.feed;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** A changefeed's folder in memory, listed in pages of two objects; counts what is opened. */
public final class MemoryFeedStore implements FeedStore {
    private static final int PAGE = 2;

    private record Content(byte[] bytes, int version) {}

    private final ConcurrentSkipListMap<String, Content> objects = new ConcurrentSkipListMap<>();
    private final List<String> opened = new ArrayList<>();
    private int writes;
    private Runnable afterFirstPage = () -> {};

    public MemoryFeedStore put(String path, String text) {
        return put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public MemoryFeedStore put(String path, byte[] bytes) {
        objects.put(path, new Content(bytes, ++writes));
        return this;
    }

    public void remove(String path) {
        objects.remove(path);
    }

    List<String> opened() {
        return opened;
    }

    /** What another process writes while a listing is under way. */
    void afterFirstPage(Runnable change) {
        afterFirstPage = change;
    }

    @Override
    public Page list(String prefix, boolean recursive, String token) {
        List<FeedObject> found = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        String next = null;
        for (Map.Entry<String, Content> entry :
                new TreeMap<>(token == null ? objects : objects.tailMap(token, false)).entrySet()) {
            String path = entry.getKey();
            if (!path.startsWith(prefix)) {
                continue;
            }
            int slash = path.indexOf('/', prefix.length());
            if (!recursive && slash >= 0) {
                folders.add(path.substring(prefix.length(), slash));
            } else {
                found.add(object(path, entry.getValue()));
            }
            if (found.size() == PAGE) {
                next = path;
                break;
            }
        }
        if (token == null) {
            afterFirstPage.run();
        }
        return new Page(found, List.copyOf(folders), next);
    }

    private static FeedObject object(String path, Content content) {
        return new FeedObject(path, content.bytes().length, "v" + content.version());
    }

    @Override
    public InputStream open(FeedObject object, long offset) throws IOException {
        opened.add(object.path());
        Content content = objects.get(object.path());
        if (content == null) {
            throw new FileNotFoundException(object.path());
        }
        if (!object(object.path(), content).equals(object)) {
            throw new IOException("overwritten: " + object.path());
        }
        int from = (int) offset;
        return new ByteArrayInputStream(content.bytes(), from, content.bytes().length - from);
    }

    @Override
    public byte[] read(String path) {
        Content content = objects.get(path);
        return content == null ? null : content.bytes().clone();
    }
}
