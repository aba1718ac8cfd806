package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionComparisonContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionDefinerAtomContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionDefinitionsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionFunctionHashContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionFunctionListContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionFunctionRangeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionListAtomContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionListVectorContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionSimpleContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UidListContext;
import io.tidbmirror.change.RowCondition.Bound;
import io.tidbmirror.feed.Partitioning.Kind;
import io.tidbmirror.feed.Partitioning.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Partition definitions of a parse tree. What is not understood is {@link Partitioning#UNKNOWN}: most tables never need it. */
final class PartitionReader {
    private static final Pattern PLAIN = Pattern.compile("`(?:[^`]|``)+`|[A-Za-z_$][A-Za-z0-9_$]*");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern TEXT = Pattern.compile("(?:_[A-Za-z0-9]+)?('(?:[^']|'')*')");

    private PartitionReader() {}

    static Partitioning read(PartitionDefinitionsContext definitions) {
        var function = definitions.partitionFunctionDefinition();
        if (definitions.SUBPARTITION() != null) {
            return Partitioning.UNKNOWN;
        }
        if (function instanceof PartitionFunctionRangeContext range) {
            return of(Kind.RANGE, columns(range.uidList(), range.expression()), definitions);
        }
        if (function instanceof PartitionFunctionListContext list) {
            return of(Kind.LIST, columns(list.uidList(), list.expression()), definitions);
        }
        boolean hash = function instanceof PartitionFunctionHashContext found && found.LINEAR() == null;
        List<String> columns = hash ? columns(null, ((PartitionFunctionHashContext) function).expression()) : List.of();
        boolean counted =
                definitions.count != null && definitions.partitionDefinition().isEmpty();
        return columns.isEmpty() || !counted
                ? Partitioning.UNKNOWN
                : new Partitioning(Kind.HASH, columns, List.of(), Integer.parseInt(definitions.count.getText()), true);
    }

    private static Partitioning of(Kind kind, List<String> columns, PartitionDefinitionsContext definitions) {
        List<Partition> partitions = partitions(definitions.partitionDefinition());
        return columns.isEmpty() || partitions == null
                ? Partitioning.UNKNOWN
                : new Partitioning(kind, columns, partitions, 0, true);
    }

    private static List<String> columns(
            @Nullable UidListContext list, org.antlr.v4.runtime.@Nullable ParserRuleContext expression) {
        if (list != null) {
            return list.uid().stream().map(NameReader::text).toList();
        }
        String text = expression == null ? "" : expression.getText();
        return PLAIN.matcher(text).matches() ? List.of(NameReader.unquote(text)) : List.of();
    }

    /** The partitions, or null if a bound is no literal. */
    static @Nullable List<Partition> partitions(List<PartitionDefinitionContext> definitions) {
        List<Partition> partitions = new ArrayList<>();
        for (PartitionDefinitionContext definition : definitions) {
            Partition partition = partition(definition);
            if (partition == null) {
                return null;
            }
            partitions.add(partition);
        }
        return partitions;
    }

    private static @Nullable Partition partition(PartitionDefinitionContext definition) {
        List<List<PartitionDefinerAtomContext>> atoms = new ArrayList<>();
        String name;
        if (definition instanceof PartitionComparisonContext range) {
            name = NameReader.text(range.uid());
            atoms.add(range.partitionDefinerAtom());
        } else if (definition instanceof PartitionListAtomContext list) {
            name = NameReader.text(list.uid());
            list.partitionDefinerAtom().forEach(atom -> atoms.add(List.of(atom)));
        } else if (definition instanceof PartitionListVectorContext list) {
            name = NameReader.text(list.uid());
            list.partitionDefinerVector().forEach(vector -> atoms.add(vector.partitionDefinerAtom()));
        } else if (definition instanceof PartitionSimpleContext others) {
            return new Partition(NameReader.text(others.uid()), List.of());
        } else {
            return null;
        }
        if (atoms.stream().anyMatch(PartitionReader::isDefault)) {
            return new Partition(name, List.of());
        }
        List<List<Bound>> values = values(atoms);
        return values == null ? null : new Partition(name, values);
    }

    private static @Nullable List<List<Bound>> values(List<List<PartitionDefinerAtomContext>> atoms) {
        List<List<Bound>> values = new ArrayList<>();
        for (List<PartitionDefinerAtomContext> tuple : atoms) {
            List<Bound> bounds = new ArrayList<>();
            for (PartitionDefinerAtomContext atom : tuple) {
                Bound bound = bound(atom);
                if (bound == null) {
                    return null;
                }
                bounds.add(bound);
            }
            values.add(bounds);
        }
        return values;
    }

    /** Whether a partition by LIST has all values that no other has. */
    private static boolean isDefault(List<PartitionDefinerAtomContext> atoms) {
        return atoms.size() == 1 && atoms.get(0).getText().equalsIgnoreCase("DEFAULT");
    }

    private static @Nullable Bound bound(PartitionDefinerAtomContext atom) {
        String text = atom.getText();
        String upper = text.toUpperCase(Locale.ROOT);
        if (atom.MAXVALUE() != null || upper.equals("MAXVALUE")) {
            return new Bound(null, true);
        }
        if (upper.equals("NULL")) {
            return new Bound(null, false);
        }
        Matcher quoted = TEXT.matcher(text);
        if (quoted.matches()) {
            return new Bound(NameReader.unquote(quoted.group(1)), false);
        }
        return NUMBER.matcher(text).matches() ? new Bound(text, false) : null;
    }
}
