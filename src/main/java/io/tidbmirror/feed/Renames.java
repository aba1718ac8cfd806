package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Ddl.Name;
import io.tidbmirror.feed.Ddl.RenameTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables that the statements of one version give other names. */
final class Renames {
    private final DdlEffects effects;
    private final Map<SchemaFile, TableHistory> sources = new HashMap<>();
    private final Map<SchemaFile, String> errors = new HashMap<>();
    private final Map<SchemaFile, String> doubts = new HashMap<>();
    private final Map<SchemaFile, Name> strangers = new HashMap<>();
    private final Set<SchemaFile> passed = new HashSet<>();

    private Renames(DdlEffects effects) {
        this.effects = effects;
    }

    /** Finds the source of each renamed table in the state before the version. */
    static Renames of(List<SchemaFile> files, DdlEffects effects) {
        Renames renames = new Renames(effects);
        Map<SchemaFile, Name> names = new HashMap<>();
        for (SchemaFile file : files) {
            if (DdlAction.of(file.action()) == DdlAction.RENAME) {
                renames.read(file, names);
            }
        }
        names.forEach((file, name) -> renames.find(file, name, names));
        return renames;
    }

    private void read(SchemaFile file, Map<SchemaFile, Name> names) {
        try {
            if (DdlParser.parse(file.query()) instanceof RenameTables rename) {
                for (int i = 0; i < rename.to().size(); i++) {
                    Name to = rename.to().get(i);
                    boolean there = to.schema().isEmpty() || to.schema().equalsIgnoreCase(file.schema());
                    if (there && to.table().equalsIgnoreCase(file.table())) {
                        names.put(file, rename.from().get(i).beside(to, file));
                    }
                }
            }
            if (!names.containsKey(file)) {
                errors.put(file, "the statement renames no table to this name");
            }
        } catch (PoisonException e) {
            errors.put(file, String.valueOf(e.getMessage()));
        }
    }

    private void find(SchemaFile file, Name name, Map<SchemaFile, Name> names) {
        List<TableHistory> found = effects.sources(name, file);
        List<SchemaFile> through = new ArrayList<>();
        Name from = name;
        while (found.isEmpty() && through.size() < names.size()) {
            SchemaFile next = fileOf(from, names);
            if (next == null) {
                break;
            }
            through.add(next);
            from = Objects.requireNonNull(names.get(next));
            found = effects.sources(from, next);
        }
        if (!through.isEmpty() && !found.isEmpty()) {
            pass(file, name, through, names);
        }
        if (found.isEmpty() && fileOf(name, names) == null) {
            strangers.put(file, name);
        }
        if (found.size() == 1) {
            sources.put(file, found.get(0));
        } else {
            String why = found.isEmpty()
                    ? "the changefeed has no history of the table that gets this name"
                    : "the table that gets this name may be any of "
                            + found.stream().map(TableHistory::table).toList();
            errors.put(file, why + DdlEffects.REMEDY);
            found.forEach(history -> history.stop(effects.problem(
                    history.table(), file, "it may be the table that gets another name" + DdlEffects.REMEDY)));
        }
    }

    /**
     * Names that were given and taken away again. Where none of the tables takes a name that another had, {@code a TO b, b TO c}, the
     * parts may as well stand for {@code b TO c, a TO b}, with a {@code b} that the changefeed has not told of yet.
     */
    private void pass(SchemaFile file, Name name, List<SchemaFile> through, Map<SchemaFile, Name> names) {
        Set<SchemaFile> seen = new HashSet<>(Set.of(file));
        SchemaFile next = fileOf(name, names);
        while (next != null && seen.add(next)) {
            next = fileOf(Objects.requireNonNull(names.get(next)), names);
        }
        boolean circle = file.equals(next);
        if (circle || isWhole(file)) {
            passed.addAll(through);
            return;
        }
        String doubt =
                "a table " + name.table() + " of which the changefeed has no history may have got another name, or one"
                        + " table two names one after the other" + DdlEffects.REMEDY;
        doubts.put(file, doubt);
        through.forEach(passing -> doubts.put(passing, doubt));
    }

    /** Whether the file has all parts of the statement, in their order. */
    private static boolean isWhole(SchemaFile file) {
        return DdlParser.parse(file.query()) instanceof RenameTables rename
                && rename.to().size() > 1;
    }

    /** The file of a name that only lived within the statement: {@code a TO tmp, b TO a, tmp TO b}. */
    private static @Nullable SchemaFile fileOf(Name name, Map<SchemaFile, Name> names) {
        return names.keySet().stream()
                .filter(file -> file.table().equalsIgnoreCase(name.table())
                        && (name.schema().isEmpty() || file.schema().equalsIgnoreCase(name.schema())))
                .findFirst()
                .orElse(null);
    }

    /** Whether the statement gives the table of a file another name at once: no table has it afterwards. */
    boolean isPassed(SchemaFile file) {
        return passed.contains(file);
    }

    /** The table that a statement renames to that of its file. */
    TableHistory source(SchemaFile file) {
        String doubt = doubts.get(file);
        if (doubt != null) {
            throw new PoisonException(doubt);
        }
        TableHistory source = sources.get(file);
        if (source == null) {
            throw new PoisonException(errors.getOrDefault(file, "it renames a table to this name" + DdlEffects.REMEDY));
        }
        if (source.problem() != null) {
            throw new PoisonException(
                    "table " + source.table() + ", which gets this name, stopped before" + DdlEffects.REMEDY);
        }
        return source;
    }

    /**
     * The old names stand for no table any more, unless a statement of the version gives them to another. So do those of which the
     * changefeed has not told before: what is landed may be older than it.
     */
    void endSources() {
        sources.forEach((file, source) -> {
            TableId target = new TableId(file.schema(), file.table());
            if (!source.table().equals(target)) {
                source.end(file.version(), DdlEffects.cause(file));
            }
        });
        strangers.forEach((file, name) -> {
            if (!doubts.containsKey(file) && !name.schema().isEmpty()) {
                effects.endUnknown(new TableId(name.schema(), name.table()), file);
            }
        });
    }
}
