package io.tidbmirror.land;

import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.FileSummary.Column;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.mark.Marker;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the landing files of a table, added in number order, with HEAD and with each other (invariants I2 and I3). */
final class FileChain {
    private static final Set<Integer> MARKERS = Set.of((int) Marker.UPSERT, (int) Marker.DELETE);
    private static final String NOTHING = "0";

    private final Head head;
    private final LandingFormat format;
    private final List<Finding> findings;
    private final Set<String> batches = new HashSet<>();
    private @Nullable String endOfLast = NOTHING;
    private long last;
    private long lastEpoch;

    FileChain(Head head, LandingFormat format, List<Finding> findings) {
        this.head = head;
        this.format = format;
        this.findings = findings;
    }

    /** The file before the next one says nothing. */
    void interrupt() {
        endOfLast = null;
    }

    void add(String path, long seq, FileSummary file) {
        Set<String> wrong = new LinkedHashSet<>();
        checkProvenance(seq, file.provenance(), wrong);
        checkEnd(seq, file, wrong);
        checkMarker(file, wrong);
        checkColumns(file, wrong);
        wrong.forEach(what -> findings.add(new Finding(head.table(), path, what, Finding.REBUILD)));
        endOfLast = file.provenance().get(Provenance.TO);
        last = seq;
    }

    private void checkProvenance(long seq, Map<String, String> footer, Set<String> wrong) {
        long generation = head.progress().generation();
        expect("generation", Long.toString(generation), footer.get(Provenance.GENERATION), wrong);
        expect("number", Long.toString(seq), footer.get(Provenance.SEQ), wrong);
        if (endOfLast != null && seq == last + 1) {
            expect("from (the end of the file before)", endOfLast, footer.get(Provenance.FROM), wrong);
        }
        String batch = footer.getOrDefault(Provenance.BATCH_ID, "");
        if (batch.isEmpty() || !batches.add(batch)) {
            wrong.add("its batch \"" + batch + "\" is " + (batch.isEmpty() ? "not told" : "that of another file"));
        }
        checkEpoch(footer.getOrDefault(Provenance.EPOCH, ""), wrong);
    }

    private void checkEpoch(String text, Set<String> wrong) {
        long epoch = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        if (epoch < Math.max(1, lastEpoch) || epoch > head.tenure().epoch()) {
            wrong.add("its epoch is \"" + text + "\", the file before has " + lastEpoch + " and HEAD "
                    + head.tenure().epoch());
        }
        lastEpoch = Math.max(lastEpoch, epoch);
    }

    /** Where the last file ends, HEAD says. */
    private void checkEnd(long seq, FileSummary file, Set<String> wrong) {
        Pending pending = head.progress().pending();
        String to = file.provenance().get(Provenance.TO);
        if (seq == head.seq()) {
            expect("to", CoveredCodec.text(head.progress().filesTo()), to, wrong);
        } else if (pending != null && seq == head.seq() - 1) {
            expect("to", CoveredCodec.text(pending.from()), to, wrong);
        }
        if (pending != null && seq == head.seq()) {
            expect("batch", pending.batchId(), file.provenance().get(Provenance.BATCH_ID), wrong);
            expect("number of rows", Long.toString(pending.rows()), Long.toString(file.rows()), wrong);
        }
    }

    private static void expect(String name, String wanted, @Nullable String found, Set<String> wrong) {
        if (!wanted.equals(found)) {
            wrong.add("its " + name + " is " + (found == null ? "not told" : found) + " and should be " + wanted);
        }
    }

    private static void checkMarker(FileSummary file, Set<String> wrong) {
        List<Column> columns = file.columns();
        Column end = columns.isEmpty() ? null : columns.get(columns.size() - 1);
        if (end == null || !end.name().equals(Marker.COLUMN) || !end.required()) {
            wrong.add("its last column is not " + Marker.COLUMN + " without NULL");
        } else if (!MARKERS.containsAll(file.markers())) {
            wrong.add("it has the row markers " + file.markers() + ", of which only 2 and 4 are ever landed");
        }
    }

    private void checkColumns(FileSummary file, Set<String> wrong) {
        List<String> key = head.shape().key();
        Set<String> names = new HashSet<>();
        for (Column column : file.columns()) {
            names.add(column.name());
            if (!column.name().equals(Marker.COLUMN)) {
                checkColumn(column, key.contains(column.name()), wrong);
            }
        }
        if (!names.containsAll(key)) {
            wrong.add("it lacks key columns of " + key);
        }
    }

    private void checkColumn(Column column, boolean key, Set<String> wrong) {
        if (column.type() == null || !column.type().equals(landed(column.name()))) {
            wrong.add("its column " + column.name() + " is "
                    + (column.type() == null ? "no landed type" : column.type()) + ", which HEAD does not say");
        }
        if (column.required() != key) {
            wrong.add("its column " + column.name()
                    + (key ? " is a key and may be NULL" : " may not be NULL and is no key"));
        }
    }

    /** The type that HEAD says a column has in files of this format. */
    private @Nullable String landed(String name) {
        return head.shape().columns().stream()
                .filter(column -> column.name().equals(name))
                .map(column -> format.declared(ValueType.parse(column.type())))
                .findFirst()
                .orElse(null);
    }
}
