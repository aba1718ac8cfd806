package io.tidbmirror.land;

import io.tidbmirror.land.Head.Status;
import io.tidbmirror.land.LandingZone.Entry;
import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.LandedBytes;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.land.format.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit of one table's folder. */
final class TableAudit {
    private final TableSight sight;
    private final Head head;
    private final LandingZone zone;
    private final LandingFormat format;
    private final List<Finding> findings = new ArrayList<>();
    private byte[] metadata = new byte[0];
    private long files;
    private long rows;

    TableAudit(TableSight sight, LandingZone zone, LandingFormat format) {
        this.sight = sight;
        this.head = sight.head();
        this.zone = zone;
        this.format = format;
    }

    long files() {
        return files;
    }

    long rows() {
        return rows;
    }

    List<Finding> run() throws IOException {
        List<Long> numbers = sight.numbers(format.extension());
        if (head.status() == Status.DROPPED) {
            checkDropped();
        } else if (head.isBetweenFolders()) {
            return findings; // whoever takes the table goes on
        } else if (head.progress().folderId() != null) {
            checkFolder();
            checkMetadata();
            checkStrays();
            checkNumbers(numbers);
            checkFiles(numbers);
        } else if (!numbers.isEmpty()) {
            find(head.folder(), "it holds landing files and HEAD says the table was never landed", Finding.REBUILD);
        }
        return findings;
    }

    private void checkDropped() {
        if (sight.folderId() != null || !sight.entries().isEmpty()) {
            find(head.folder(), "the table is DROPPED and its folder is still there", "table remove deletes it");
        }
    }

    private void checkFolder() {
        String found = sight.folderId();
        if (found == null) {
            find(head.folder(), "the landing folder is gone", Finding.REBUILD);
        } else if (!found.equals(head.progress().folderId())) {
            find(head.folder(), "the landing folder is another one than HEAD says", Finding.REBUILD);
        }
    }

    private void checkMetadata() throws IOException {
        String path = head.folder() + "/" + TableFolder.METADATA;
        byte[] content = zone.read(path);
        if (content == null) {
            find(path, "it is missing, so that Fabric does not see the table", Finding.REBUILD);
            return;
        }
        metadata = content;
        MetadataCheck.findings(content, head.shape().key(), format).forEach(what -> find(path, what, Finding.REBUILD));
    }

    private void checkStrays() {
        for (Entry entry : sight.entries()) {
            boolean ignored = entry.name().startsWith("_");
            boolean numbered = !entry.folder()
                    && TableFolder.seqOf(entry.name(), format.extension()).orElse(0) > 0;
            if (!ignored && !numbered) {
                find(path(entry.name()), "it is no landing file of this table", Finding.STRANGER);
            }
        }
    }

    /**
     * Fabric takes files from the beginning and leaves the newest. It may do so while the folder is listed page by page: a
     * gap is one as long as what is before it is there.
     */
    private void checkNumbers(List<Long> numbers) throws IOException {
        long newest = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
        if (newest != head.seq() && !sight.isUnpublished(newest)) {
            find(
                    head.folder(),
                    "the newest file is " + (newest == 0 ? "none" : "number " + newest) + " and HEAD says number "
                            + head.seq(),
                    Finding.REBUILD);
        }
        for (int i = 1; i < numbers.size(); i++) {
            long before = numbers.get(i - 1);
            if (numbers.get(i) != before + 1 && zone.size(file(before)) >= 0) {
                find(
                        head.folder(),
                        "numbers " + (before + 1) + " to " + (numbers.get(i) - 1)
                                + " are missing between files that are there",
                        Finding.REBUILD);
            }
        }
    }

    private void checkFiles(List<Long> numbers) throws IOException {
        FileChain chain = new FileChain(head, format, findings);
        for (long seq : numbers) {
            String path = file(seq);
            FileSummary file = summary(path, seq);
            if (file == null) {
                chain.interrupt();
            } else {
                files++;
                rows += file.rows();
                chain.add(path, seq, file);
            }
        }
        long newest = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
        if (newest == head.seq() || sight.isUnpublished(newest)) {
            checkRows(numbers, newest);
        }
    }

    /** All files together have the rows that HEAD counts; fewer may be left where Fabric took the first. */
    private void checkRows(List<Long> numbers, long newest) {
        Progress progress = head.progress();
        long counted = progress.rows();
        if (progress.pending() != null && newest < head.seq()) {
            counted -= progress.pending().rows();
        }
        boolean all = numbers.size() == newest && files == newest;
        if (all ? rows != counted : rows > counted) {
            find(head.folder(), "its files have " + rows + " rows and HEAD counts " + counted, Finding.REBUILD);
        }
    }

    /** What a file says, or null if it says nothing, which is a finding unless Fabric has just taken it. */
    private @Nullable FileSummary summary(String path, long seq) throws IOException {
        long size = zone.size(path);
        try {
            if (size == 0) {
                throw new UnreadableFileException("it has no bytes");
            }
            Pending pending = head.progress().pending();
            if (pending != null && seq == head.seq() && size != pending.bytes()) {
                throw new UnreadableFileException("it has " + size + " bytes and HEAD says " + pending.bytes());
            }
            if (size < 0) {
                return null;
            }
            ZoneFile file = new ZoneFile(zone, path, size);
            if (pending != null && seq == head.seq() && format.keepsProvenance()) {
                checkContent(file, pending.crc32c(), "HEAD");
            }
            return inspect(file, seq);
        } catch (UnreadableFileException e) {
            if (seq == head.seq() || zone.size(path) >= 0) {
                find(path, String.valueOf(e.getMessage()), Finding.REBUILD);
            }
            return null;
        }
    }

    private FileSummary inspect(ZoneFile file, long seq) throws IOException, UnreadableFileException {
        FileSummary summary = format.inspect(file, metadata);
        if (format.keepsProvenance()) {
            return summary;
        }
        Map<String, String> kept = new ProvenanceFile(zone, format.extension()).read(head, seq);
        expect(kept.get(Provenance.BYTES), file.size(), "bytes");
        expect(kept.get(Provenance.ROWS), summary.rows(), "rows");
        checkContent(file, kept.getOrDefault(Provenance.CRC32C, ""), "the file beside it");
        return summary.with(kept);
    }

    private static void expect(@Nullable String kept, long found, String what) throws UnreadableFileException {
        if (kept != null && !kept.equals(Long.toString(found))) {
            throw new UnreadableFileException("it has " + found + " " + what + " and the file beside it says " + kept);
        }
    }

    private void checkContent(ZoneFile file, String kept, String keeper) throws IOException {
        String found = kept.isEmpty() ? kept : Checksum.of(file);
        if (!found.equals(kept)) {
            find(
                    file.path(),
                    "its bytes have the checksum " + found + " and " + keeper + " says " + kept
                            + ": it was changed after it was written",
                    Finding.REBUILD);
        }
    }

    private String file(long seq) {
        return path(TableFolder.fileName(seq, format.extension()));
    }

    private String path(String name) {
        return head.folder() + "/" + name;
    }

    private void find(String path, String what, String remedy) {
        findings.add(new Finding(head.table(), path, what, remedy));
    }

    /** A file of the landing zone. */
    private record ZoneFile(LandingZone zone, String path, long size) implements LandedBytes {
        @Override
        public byte[] read(long offset, int length) throws IOException {
            byte[] part = zone.read(path, offset, length);
            return part == null ? new byte[0] : part;
        }
    }
}
