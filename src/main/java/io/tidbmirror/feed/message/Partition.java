package io.tidbmirror.feed.message;

import java.util.Comparator;

/** A partition of a topic. */
public record Partition(String topic, int number) implements Comparable<Partition> {
    private static final Comparator<Partition> ORDER =
            Comparator.comparing(Partition::topic).thenComparingInt(Partition::number);

    /** Reads back what {@link #toString} gave. */
    static Partition parse(String text) {
        int slash = text.lastIndexOf('/');
        return new Partition(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Its name among the streams of what is covered, as a file of it has it. */
    String stream() {
        return "/" + this;
    }

    @Override
    public int compareTo(Partition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "/" + number;
    }
}
