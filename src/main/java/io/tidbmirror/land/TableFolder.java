package io.tidbmirror.land;

import io.tidbmirror.change.TableId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the objects of a table are. The only place that builds paths of the landing zone and names of HEAD objects
 * (open-mirroring.md sections 1 and 4).
 *
 * <pre>{@code
 * <schema>.schema/<table>/_metadata.json
 * <schema>.schema/<table>/00000000000000000001.parquet
 * <schema>.schema/<table>/_provenance.<generation>.00000000000000000001.json
 * _scratchPad/<schema>.schema/<table>/<epoch>/<batchId>.parquet
 * }</pre>
 */
final class TableFolder {
    /** Path of the file that names the producer to Fabric. */
    static final String PARTNER_EVENTS = "_partnerEvents.json";

    /** Name of the file in a landing folder that makes it a table to Fabric. */
    static final String METADATA = "_metadata.json";

    private static final String SCRATCH_PAD = "_scratchPad/";
    private static final String REPLACEMENT = "generation-";
    private static final int DIGITS = 20;
    private static final String PROVENANCE = "_provenance.";
    private static final Pattern PROVENANCE_NAME =
            Pattern.compile("_provenance\\.([0-9]{1,18})\\.00([0-9]{18})\\.json");

    private final String path;
    private final String headName;

    private TableFolder(TableId table) {
        String schema = SafeName.encode(table.schema());
        String name = SafeName.encode(table.table());
        this.path = schema + ".schema/" + name;
        this.headName = lower(schema + "." + name);
    }

    static TableFolder of(TableId table) {
        return new TableFolder(table);
    }

    /** The landing folder, relative to the landing zone. */
    String path() {
        return path;
    }

    /**
     * Name of the HEAD object: the same for two tables that differ in case only. TiDB takes such names for one, and so may
     * whatever reads the landing zone; the first table to create HEAD has the folder.
     */
    String headName() {
        return headName;
    }

    /** The table that a HEAD object is most likely of, in lower case, when the object itself does not tell. */
    static TableId ofHead(String name) {
        int dot = name.indexOf('.');
        return new TableId(decoded(name.substring(0, Math.max(dot, 0))), decoded(name.substring(dot + 1)));
    }

    private static String decoded(String segment) {
        try {
            return SafeName.decode(segment);
        } catch (IllegalArgumentException cut) {
            return segment;
        }
    }

    /** Name of the HEAD object of a table that came too late for {@link #headName}; it only records why it cannot land. */
    String rivalHeadName(TableId late) {
        return headName.substring(0, headName.indexOf('.') + 1)
                + lower(SafeName.hashed(late.schema() + "." + late.table()));
    }

    String metadata() {
        return path + "/" + METADATA;
    }

    /** A landing file. */
    String file(long seq, String extension) {
        return path + "/" + fileName(seq, extension);
    }

    static String fileName(long seq, String extension) {
        String number = Long.toString(seq);
        return "0".repeat(DIGITS - number.length()) + number + "." + extension;
    }

    /** The number of a landing file by its name, or empty if the name is not that of a landing file. */
    static OptionalLong seqOf(String name, String extension) {
        if (name.length() != DIGITS + 1 + extension.length() || !name.endsWith("." + extension)) {
            return OptionalLong.empty();
        }
        String digits = name.substring(0, DIGITS);
        boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9') && digits.startsWith("00");
        return number ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** Name of the file that keeps the provenance of a landing file. */
    static String provenance(long generation, long seq) {
        return PROVENANCE + generation + "." + fileName(seq, "json");
    }

    /** What a name that {@link #provenance} gives stands for; empty for any other name. */
    static Optional<Place> provenanceOf(String name) {
        Matcher matcher = PROVENANCE_NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new Place(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** A landing file of a generation. */
    record Place(long generation, long seq) {}

    /** Folder of all stage files of the table; its entries are epochs. */
    String stageRoot() {
        return SCRATCH_PAD + path;
    }

    String stageFolder(long epoch) {
        return stageRoot() + "/" + epoch;
    }

    String stageFile(long epoch, String batchId, String extension) {
        return stageFolder(epoch) + "/" + batchId + "." + extension;
    }

    /** Folder of the stage files of a generation that is made to replace the one before. */
    String replacementFolder(long generation) {
        return stageRoot() + "/" + REPLACEMENT + generation;
    }

    /** Whether an entry of {@link #stageRoot} is the folder of a replacement. */
    static boolean isReplacement(String name) {
        return name.startsWith(REPLACEMENT);
    }

    /** A stage file of a replacement: the processes of later epochs go on with it. */
    String replacementFile(long generation, long epoch, String batchId, String extension) {
        return replacementFolder(generation) + "/" + epoch + "/" + batchId + "." + extension;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return path;
    }
}
