package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A version of a table that can be landed, with the versions it came from: the table's lineage, which a rename carries on. */
public final class FeedVersion {
    /** What a version changed against the one before. */
    enum Step {
        /** The first version of the name that the changefeed tells of, with all rows known of it. */
        FIRST,
        /** The first version behind an export, with the rows of the export. */
        EXPORTED,
        /** Nothing in the rows: the same columns and key. */
        SAME,
        /** Nullable columns without a default were added: NULL in all rows before. */
        ADDITIVE,
        /** Columns were dropped. In Fabric they stay, NULL in all rows after. */
        NARROWED,
        /** Rows before it have other values in its columns: the folder has to be built again. */
        REBUILD,
        /** No row is left from before: the folder begins again. */
        RESTART;

        /** Whether a landing folder may be built on the version. */
        boolean isBase() {
            return isFirst() || this == REBUILD || this == RESTART;
        }

        /** Whether it has no version before it. */
        boolean isFirst() {
            return this == FIRST || this == EXPORTED;
        }
    }

    /**
     * A version whose rows become this one's.
     *
     * @param projection how
     */
    record Parent(FeedVersion version, Projection projection) {}

    private final TableSchema schema;
    private final Step step;
    private final SchemaFile file;
    private final List<Parent> parents;
    private final @Nullable FeedVersion defined;
    private final boolean exported;

    /**
     * A version.
     *
     * @param parents the versions before it, whose rows are its own: none where its log begins, two where a partition of
     *     one table was exchanged with another
     * @param defined the version whose definitions it has taken over, such as those of partitions
     */
    FeedVersion(TableSchema schema, Step step, SchemaFile file, List<Parent> parents, @Nullable FeedVersion defined) {
        this.schema = schema;
        this.step = step;
        this.file = file;
        this.parents = List.copyOf(parents);
        this.defined = defined;
        this.exported = step == Step.EXPORTED
                || parents.stream().anyMatch(parent -> parent.version().isExported());
    }

    /** Its columns and key; {@code schema().version()} is the version. */
    public TableSchema schema() {
        return schema;
    }

    Step step() {
        return step;
    }

    public long version() {
        return schema.version();
    }

    /** TiDB's action id of the statement; 0 if the row writer opened the version. */
    int action() {
        return file.action();
    }

    /** The statement; empty if the row writer opened the version. */
    String query() {
        return file.query();
    }

    /** The columns that its schema file lists, virtual ones included. */
    List<SchemaColumn> listed() {
        return file.columns();
    }

    /** The columns that its rows have, as {@link ColumnNames#key}. */
    Set<String> columnNames() {
        return ColumnNames.keys(schema.columns().stream().map(Column::name));
    }

    /** Whether rows of an export are its own. */
    boolean isExported() {
        return exported;
    }

    /** Whether no row is left from before its statement. */
    boolean restarts() {
        return step == Step.RESTART
                || (step != Step.EXPORTED && DdlAction.of(action()).restarts());
    }

    /** Whether its rows are in its own folders alone, and never in those of the version before. */
    boolean hasOwnFolders() {
        return step != Step.SAME;
    }

    /** Whether rows from before it are its own. */
    boolean hasLog() {
        return !parents.isEmpty();
    }

    List<Parent> parents() {
        return parents;
    }

    @Nullable
    FeedVersion defined() {
        return defined;
    }

    /** The ways on which rows become its own: for each a list of versions, ascending, itself the last. */
    List<Strand> strands() {
        if (parents.isEmpty()) {
            return List.of(Strand.of(this));
        }
        List<Strand> strands = new ArrayList<>();
        for (Parent parent : parents) {
            parent.version().strands().forEach(strand -> strands.add(strand.with(this, parent.projection())));
        }
        return strands;
    }

    /** The versions whose rows make up its log, ascending, itself the last. */
    List<FeedVersion> lineage() {
        List<FeedVersion> versions = new ArrayList<>();
        for (Strand strand : strands()) {
            strand.versions().stream()
                    .filter(version -> !versions.contains(version))
                    .forEach(versions::add);
        }
        versions.sort(Comparator.comparingLong(FeedVersion::version));
        return versions;
    }

    /**
     * Whether some row of its lineage may have no certain value in its columns. Whatever a younger row is converted through, the
     * oldest is too.
     */
    boolean isDoubtful() {
        return strands().stream()
                .anyMatch(strand -> strand.from(strand.versions().get(0)).mayFail());
    }

    /** The statement or what stands for it, for people. */
    String cause() {
        if (step == Step.EXPORTED) {
            return "the export " + file.path();
        }
        return file.query().isEmpty()
                ? "schema file " + file.path()
                : "\"" + DdlParser.beginning(file.query()) + "\" at version " + version();
    }

    @Override
    public String toString() {
        return schema.table() + "@" + version() + " " + step;
    }
}
