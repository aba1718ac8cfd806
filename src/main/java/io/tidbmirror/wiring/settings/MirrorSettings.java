package io.tidbmirror.wiring.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the mirror does.
 *
 * @param input name of the source route that is active
 * @param format what the changefeed writes
 * @param mode what positions are
 * @param once whether to stop when everything below the checkpoint is landed
 * @param onceTimeout how long transient errors may last in a run that is to end by itself
 * @param shardCount over how many instances the tables are divided
 * @param shardIndex which of them this is, from 0
 * @param master what decides which of several instances of this shard works
 */
public record MirrorSettings(
        String input,
        Format format,
        Mode mode,
        boolean once,
        Duration onceTimeout,
        int shardCount,
        int shardIndex,
        Master master) {
    /** Placeholder that source routes put before their URI; see {@link #masterPrefix}. */
    public static final String MASTER_PREFIX = "mirror.master-prefix";

    static final String KAFKA = "kafka";

    /** Inputs with a route that is shipped; any other word is a route of the user's own. */
    public static final List<String> SHIPPED_INPUTS =
            List.of("folder", "blob", "event-grid-queue", "event-grid-webhook", KAFKA);

    public static final String INPUT_KEY = "mirror.input";

    /** A word of a program's own: none of the shipped routes is active. */
    public static final String NO_INPUT = "none";

    static final Setting<String> INPUT = Setting.of(
            INPUT_KEY,
            new Kind<>(
                    String.join(", ", SHIPPED_INPUTS) + ", or a word of your own", MirrorSettings::word, word -> word),
            "folder",
            "Which source route is active: `folder` reads a local or NFS folder, `blob` Azure Blob Storage, the"
                    + " `event-grid-` ones too, told of new files by events; `kafka` topics. Any other word is for a route"
                    + " of your own whose `precondition` asks for it; the start fails if no source route is active.");
    static final Setting<Format> FORMAT = Setting.of(
            "mirror.format", Kind.choice(Format.class), "csv", "What the changefeed writes: its `protocol`.");
    static final Setting<Mode> MODE = Setting.of(
            "mirror.mode",
            Kind.choice(Mode.class),
            "resolved",
            "`resolved` lands rows below the checkpoint, each change once; needs a commit-ts in every row. `positioned`"
                    + " lands rows as they arrive and may repeat changes after a restart of TiCDC.");
    static final Setting<Boolean> ONCE = Setting.of(
            "mirror.once",
            Kind.FLAG,
            "false",
            "Read the checkpoint once, land every row below it without waiting for `batch.max-age`, then exit. Rows at"
                    + " or above it are counted in the closing lines.");
    static final Setting<Duration> ONCE_TIMEOUT = Setting.of(
            "mirror.once-timeout",
            Kind.DURATION,
            "5m",
            "How long transient errors may last with `mirror.once` before the run ends with exit code 3.");
    static final Setting<Long> SHARD_COUNT = Setting.of(
            "mirror.shard.count",
            Kind.count(1, 1_000),
            "1",
            "Number of instances over which the tables are divided by hash. Saves work only: two instances of one"
                    + " shard are still safe.");
    static final Setting<Long> SHARD_INDEX = Setting.of(
            "mirror.shard.index",
            new Kind<>("number 0 to 999, or auto", MirrorSettings::index, String::valueOf),
            "0",
            "Which of these instances this is, counted from 0. `auto` takes the number at the end of the host name, as"
                    + " the pods of a StatefulSet have it.");
    static final Setting<Master> MASTER = Setting.of(
            "mirror.master",
            new Kind<>("none, `file:` folder, kubernetes", Master::parse, Master::text),
            "none",
            "Lets one of several instances of a shard work while the others stand by (Camel's `master:`): a lock in a"
                    + " folder that they share, or a Lease of the Kubernetes namespace. Saves work only.");

    static final List<Setting<?>> ALL =
            List.of(INPUT, FORMAT, MODE, ONCE, ONCE_TIMEOUT, SHARD_COUNT, SHARD_INDEX, MASTER);

    static MirrorSettings of(Values values) {
        return new MirrorSettings(
                values.get(INPUT),
                values.get(FORMAT),
                values.get(MODE),
                values.get(ONCE),
                values.get(ONCE_TIMEOUT),
                values.get(SHARD_COUNT).intValue(),
                values.get(SHARD_INDEX).intValue(),
                values.get(MASTER));
    }

    /** Whether the source is a route of the user's own. */
    public boolean customInput() {
        return !SHIPPED_INPUTS.contains(input);
    }

    /** Whether messages of Kafka are read. */
    public boolean readsKafka() {
        return input.equals(KAFKA);
    }

    /** Whether events tell of new files. */
    public boolean hasEvents() {
        return input.startsWith("event-grid-") && !customInput();
    }

    /** Whether events come by HTTP. */
    public boolean hasWebhook() {
        return input.equals("event-grid-webhook");
    }

    /** What source routes put before their URI: nothing, or {@code master:} and the name of the shard. */
    public String masterPrefix() {
        return master.kind() == Master.Kind.NONE ? "" : "master:tidb-mirror-" + shardIndex + ":";
    }

    private static long index(String text) {
        return text.strip().equalsIgnoreCase("auto")
                ? Ordinal.ofThisHost()
                : Kind.count(0, 999).read(text);
    }

    private static String word(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!word.matches("[a-z][a-z0-9_-]*")) {
            throw new IllegalArgumentException("not a word of letters, digits, - and _");
        }
        return word;
    }
}
