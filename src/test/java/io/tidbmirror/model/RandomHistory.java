package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.model.TicdcSink.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A TiDB and its changefeed that do random things, one step after the other. What a step does follows from its own seed and
 * from what is there, so steps may be left out.
 */
public final class RandomHistory {

    private final boolean newer;
    private final RowText text;
    private final TicdcSink sink;
    private final RandomTidb tidb;
    private final Set<String> databases = new TreeSet<>();
    private long checkpoint = 1;

    /** {@code seed} decides how the changefeed is configured; {@code store} takes paths and bytes. */
    public RandomHistory(long seed, BiConsumer<String, byte[]> store) {
        Random random = new Random(seed);
        newer = random.nextBoolean();
        text = new RowText(random.nextBoolean(), random.nextBoolean());
        sink = new TicdcSink(new TicdcSink.Options(newer, text, random.nextBoolean()), store, random);
        tidb = new RandomTidb(sink.schemas());
    }

    /** The changefeed's options, as a user of the mirror writes them. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("feed.terminator", "\n");
        if (text.json()) {
            settings.put("mirror.format", "canal-json");
            settings.put("feed.enable-tidb-extension", "true");
            settings.put("feed.content-compatible", Boolean.toString(text.oldValue()));
        } else {
            settings.put("mirror.format", "csv");
            settings.put("feed.csv.include-commit-ts", "true");
            settings.put("feed.csv.binary-encoding-method", "hex");
            settings.put("feed.csv.output-old-value", Boolean.toString(text.oldValue()));
        }
        return settings;
    }

    /** One commit, two times in three, or one statement. */
    public void step(long seed) {
        Draw draw = new Draw(new Random(seed));
        List<Event> events = draw.chance(3) || tidb.model().tables().isEmpty()
                ? new RandomDdl(tidb, draw, newer, databases).any()
                : tidb.commit(draw);
        events.forEach(sink::write);
    }

    /** Moves the checkpoint to some commit-ts at or above the last one, and tells which. */
    public long moveCheckpoint(long seed) {
        Draw draw = new Draw(new Random(seed));
        sink.flushAll();
        List<Long> above = tidb.times().stream().filter(t -> t >= checkpoint).toList();
        if (!above.isEmpty()) {
            long time = draw.chance(2) ? above.get(above.size() - 1) : draw.of(above);
            checkpoint = Math.max(checkpoint, time + draw.below(2));
        }
        sink.checkpoint(checkpoint);
        return checkpoint;
    }

    /** Everything that happened is below the checkpoint. */
    public long end() {
        sink.flushAll();
        checkpoint = Math.max(checkpoint, tidb.now() + 1);
        sink.checkpoint(checkpoint);
        return checkpoint;
    }

    /** TiCDC crashes and goes on from its checkpoint, or from further back. */
    public void restart(long seed) {
        Draw draw = new Draw(new Random(seed));
        List<Long> below = tidb.times().stream().filter(t -> t < checkpoint).toList();
        long from = below.isEmpty() || draw.chance(2) ? checkpoint : draw.of(below);
        sink.restart(from);
        sink.checkpoint(from);
    }

    public Map<Name, TableState> below(long cut) {
        return tidb.below(cut);
    }

    /** The tables below a cut that an export written here shows as Dumpling would. */
    public Map<Name, TableState> exportable(long cut) {
        Map<Name, TableState> tables = new TreeMap<>(below(cut));
        tables.values().removeIf(table -> table.keys().isEmpty() || table.virtual());
        return tables;
    }

    public Map<Name, TableState> before(long ddl) {
        return tidb.before(ddl);
    }

    /** All that was executed and written, for people. */
    public String story() {
        return sink.story();
    }
}
