package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.ZeroDate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the text of a setting becomes a value and back.
 *
 * @param accepts what may be written, for documents and messages
 * @param reader text to value; throws {@link IllegalArgumentException} with the reason
 * @param writer value to its plain form, as Camel's placeholders see it
 */
record Kind<T>(String accepts, Function<String, T> reader, Function<T, String> writer) {
    private static final Pattern DIGIT_GROUPS = Pattern.compile("(?<=\\d)[ _](?=\\d)");

    static final Kind<String> TEXT = new Kind<>("text", text -> text, text -> text);

    /** A text that a file may have brought, such as a Kubernetes Secret, with the line break at the file's end. */
    static final Kind<String> SECRET = new Kind<>("text", text -> text.replaceFirst("[\\r\\n]+$", ""), text -> text);

    static final Kind<String> ESCAPED =
            new Kind<>("text; `\\t`, `\\r`, `\\n` are understood", Kind::unescape, text -> text);
    static final Kind<Boolean> FLAG = new Kind<>("true, false", Kind::flag, String::valueOf);
    static final Kind<Duration> DURATION =
            new Kind<>("duration", DurationReader::read, value -> Long.toString(value.toMillis()));
    static final Kind<Long> SIZE = new Kind<>("size", SizeReader::read, String::valueOf);
    static final Kind<Location> LOCATION = new Kind<>("`file:` folder or URL", Location::parse, Location::text);
    static final Kind<List<String>> NAMES = new Kind<>("names, comma separated", Names::split, Names::join);
    static final Kind<ZeroDate> ZERO_DATE = choice(ZeroDate.class);

    T read(String text) {
        return reader.apply(text);
    }

    /** One of the constants, in lower case with dashes. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        Map<String, E> words = new TreeMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(word(constant), constant);
        }
        String accepts = String.join(
                ", ", List.of(type.getEnumConstants()).stream().map(Kind::word).toList());
        return new Kind<>(
                accepts,
                text -> {
                    E found = words.get(text.strip().toLowerCase(Locale.ROOT));
                    if (found == null) {
                        throw new IllegalArgumentException("not one of " + accepts);
                    }
                    return found;
                },
                Kind::word);
    }

    /** A whole number; digits may be grouped by single spaces or underscores. */
    static Kind<Long> count(long least, long most) {
        String accepts = most == Long.MAX_VALUE ? "number from " + least : "number " + least + " to " + most;
        return new Kind<>(accepts, text -> whole(text, least, most), String::valueOf);
    }

    /** The kind with other words for what it accepts. */
    Kind<T> accepting(String words) {
        return new Kind<>(words, reader, writer);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static long whole(String text, long least, long most) {
        long value;
        try {
            value = Long.parseLong(DIGIT_GROUPS.matcher(text.strip()).replaceAll(""));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("not a whole number", notANumber);
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    most == Long.MAX_VALUE ? "less than " + least : "not between " + least + " and " + most);
        }
        return value;
    }

    /** Two-character escapes of the characters that files and shells make hard to write; a backslash before any other stays. */
    private static String unescape(String text) {
        return text.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");
    }
}
