package io.tidbmirror.feed;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/** A changefeed's folder in memory, listed in pages of two objects; remembers what is opened and listed. */
public final class MemoryFeedStore implements FeedStore {
    private static final int PAGE = 2;

    private record Content(byte[] bytes, int version) {}

    private final ConcurrentSkipListMap<String, Content> objects = new ConcurrentSkipListMap<>();
    private final List<String> opened = new ArrayList<>();
    private final List<String> listed = new ArrayList<>();
    private int page = PAGE;
    private Predicate<String> failing = prefix -> false;
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

    /** The prefixes of all list calls since the last time. */
    List<String> listed() {
        List<String> calls = List.copyOf(listed);
        listed.clear();
        return calls;
    }

    /** The size of a page from now on. */
    public MemoryFeedStore pagesOf(int objects) {
        page = objects;
        return this;
    }

    /** Which prefixes cannot be listed from now on. */
    void failAt(Predicate<String> prefixes) {
        failing = prefixes;
    }

    /** What another process writes while a listing is under way. */
    void afterFirstPage(Runnable change) {
        afterFirstPage = change;
    }

    @Override
    public Page list(String prefix, boolean recursive, String token) throws IOException {
        listed.add(prefix);
        if (failing.test(prefix)) {
            throw new IOException("cannot be listed: " + prefix);
        }
        List<FeedObject> found = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        String next = null;
        for (Map.Entry<String, Content> entry :
                objects.tailMap(token == null ? prefix : token, token == null).entrySet()) {
            String path = entry.getKey();
            if (!path.startsWith(prefix)) {
                break;
            }
            int slash = path.indexOf('/', prefix.length());
            if (!recursive && slash >= 0) {
                folders.add(path.substring(prefix.lastIndexOf('/') + 1, slash));
            } else {
                found.add(object(path, entry.getValue()));
            }
            if (found.size() == page) {
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
    public byte[] read(String path, long most) throws IOException {
        byte[] bytes = read(path);
        if (bytes != null && bytes.length > most) {
            throw new IOException(path + " is too large");
        }
        return bytes;
    }

    @Override
    public byte[] read(String path) {
        Content content = objects.get(path);
        return content == null ? null : content.bytes().clone();
    }
}
