package io.tidbmirror.feed;

import io.tidbmirror.feed.FeedPath.Data;
import io.tidbmirror.feed.FeedPath.Foreign;
import io.tidbmirror.feed.FeedPath.Index;
import io.tidbmirror.feed.FeedPath.Metadata;
import io.tidbmirror.feed.FeedPath.Schema;
import io.tidbmirror.feed.FeedPath.Unsafe;

/** The grammar of {@link FeedPath}, read from the right. */
final class FeedPathParser {
    private static final String META = "/meta";
    private static final String DATA_PREFIX = "CDC";
    private static final String INDEX_SUFFIX = ".index";
    private static final String SCHEMA_PREFIX = "schema_";
    private static final String SCHEMA_SUFFIX = ".json";
    private static final int HASH_DIGITS = 10;
    private static final int MIN_NUMBER_DIGITS = 6;
    private static final int MAX_NUMBER_DIGITS = 20;

    private FeedPathParser() {}

    static FeedPath parse(String path) {
        if (path.equals("metadata")) {
            return new Metadata();
        }
        if (isUnsafe(path)) {
            return new Unsafe();
        }
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return new Foreign();
        }
        String folder = path.substring(0, slash);
        String name = path.substring(slash + 1);
        if (name.startsWith(DATA_PREFIX)) {
            return name.endsWith(INDEX_SUFFIX) ? index(folder, name) : data(folder, name);
        }
        return folder.endsWith(META) ? schema(folder, name) : new Foreign();
    }

    /** Segments that a file system would resolve rather than take as a name. */
    private static boolean isUnsafe(String path) {
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            int length = end - start;
            if (length == 0 || (length <= 2 && path.startsWith("..".substring(0, length), start))) {
                return true;
            }
            start = end + 1;
        }
        return path.indexOf('\0') >= 0;
    }

    private static FeedPath index(String folder, String name) {
        int middle = name.length() - INDEX_SUFFIX.length();
        boolean plain = middle == DATA_PREFIX.length();
        boolean dispatched = middle > DATA_PREFIX.length() + 1 && name.charAt(DATA_PREFIX.length()) == '_';
        return folder.endsWith(META) && (plain || dispatched) ? new Index() : new Foreign();
    }

    private static FeedPath data(String folder, String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !isWord(name, dot + 1)) {
            return new Foreign();
        }
        int underscore = name.lastIndexOf('_', dot);
        String dispatcher = "";
        int digits = DATA_PREFIX.length();
        if (underscore >= 0) {
            if (name.charAt(digits) != '_' || underscore == digits) {
                return new Foreign();
            }
            dispatcher = name.substring(digits + 1, underscore);
            digits = underscore + 1;
        }
        int count = dot - digits;
        long number = Decimal.parse(name, digits, dot);
        boolean valid = count >= MIN_NUMBER_DIGITS && count <= MAX_NUMBER_DIGITS && number >= 0;
        return valid ? new Data(folder, dispatcher, number, name.substring(dot + 1)) : new Foreign();
    }

    private static boolean isWord(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
                return false;
            }
        }
        return from < text.length();
    }

    private static FeedPath schema(String folder, String name) {
        if (!name.startsWith(SCHEMA_PREFIX) || !name.endsWith(SCHEMA_SUFFIX)) {
            return new Foreign();
        }
        int end = name.length() - SCHEMA_SUFFIX.length();
        int underscore = end - HASH_DIGITS - 1;
        if (underscore <= SCHEMA_PREFIX.length() || name.charAt(underscore) != '_') {
            return new Foreign();
        }
        long hash = Decimal.parse(name, underscore + 1, end);
        String tableFolder = folder.substring(0, folder.length() - META.length());
        long version = Decimal.parseCanonical(name.substring(SCHEMA_PREFIX.length(), underscore));
        return hash >= 0 && version >= 0 && !tableFolder.isEmpty()
                ? new Schema(tableFolder, version, hash)
                : new Foreign();
    }
}
