package io.tidbmirror.feed;

import io.tidbmirror.change.CommitTs;
import io.tidbmirror.change.FatalException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code metadata} file of an export (tidb dumpling/export/metadata.go): the TSO that all of its rows are as of. */
final class DumpMetadata {
    private static final Pattern POSITION = Pattern.compile("(?m)^\\s*Pos:\\s*(\\S+)\\s*$");
    private static final Pattern LOG = Pattern.compile("(?m)^\\s*Log:\\s*(\\S+)\\s*$");
    private static final String FINISHED = "Finished dump at:";
    private static final String TIDB_LOG = "tidb-binlog";
    private static final long YEAR_2000 = CommitTs.first(946_684_800_000L).value();

    private DumpMetadata() {}

    /**
     * The TSO of an export.
     *
     * @param content of the file, null if there is none
     * @param configured what the user says it is, if anything
     * @throws FatalException if there is none, or more than one, or the export did not finish
     */
    static long tso(byte @Nullable [] content, OptionalLong configured) {
        if (content == null) {
            return configured.orElseThrow(() -> refused(
                    "there is no metadata file, which Dumpling writes last: set snapshot.location to the folder that"
                            + " holds it, or snapshot.tso to the TSO at which the export was made"));
        }
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.contains(FINISHED)) {
            throw refused("metadata does not say that the export finished: wait for Dumpling, or export again");
        }
        for (String log : all(LOG, text)) {
            if (!log.equals(TIDB_LOG)) {
                throw refused("metadata names the binary log " + log + ", so this is no export of TiDB");
            }
        }
        Set<String> positions = new TreeSet<>(all(POSITION, text));
        configured.ifPresent(tso -> positions.add(Long.toString(tso)));
        if (positions.size() > 1) {
            throw refused(
                    "it has more than one position, " + positions
                            + ": rows of different moments are mixed; export with --consistency snapshot, or correct snapshot.tso");
        }
        if (positions.isEmpty()) {
            throw refused("metadata has no position: set snapshot.tso to the TSO at which the export was made");
        }
        return parse(positions.iterator().next());
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static long parse(String position) {
        long tso = position.matches("[0-9]{1,19}") ? Decimal.parse(position, 0, position.length()) : -1;
        if (tso < YEAR_2000) {
            throw refused("its position " + position + " is no TSO of TiDB");
        }
        return tso;
    }

    private static FatalException refused(String reason) {
        return FatalException.configuration("the export at snapshot.location cannot be used: " + reason);
    }
}
