package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddPartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByChangeColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropIndexContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropPartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByExchangePartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByModifyColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByRenameColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByRenameContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByRenameIndexContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByReorganizePartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByTruncatePartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterPartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterPartitionSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CopyCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.RenameTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UidContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UidListContext;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.Change;
import io.tidbmirror.feed.Ddl.CreateLike;
import io.tidbmirror.feed.Ddl.ExchangePartition;
import io.tidbmirror.feed.Ddl.Name;
import io.tidbmirror.feed.Ddl.Other;
import io.tidbmirror.feed.Ddl.RenameTables;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** Turns a parse tree into a {@link Ddl}. */
final class DdlReader {
    private DdlReader() {}

    static Ddl read(@Nullable DdlStatementContext statement) {
        if (statement == null) {
            return new Other();
        }
        if (statement.createTable() instanceof ColumnCreateTableContext create) {
            return DefinitionReader.createTable(
                    create.createDefinitions().createDefinition(), create.partitionDefinitions());
        }
        if (statement.createTable() instanceof CopyCreateTableContext copy) {
            return new CreateLike(
                    NameReader.table(copy.tableName(0).fullId()),
                    NameReader.table(copy.tableName(1).fullId()));
        }
        if (statement.alterTable() != null) {
            return alterTable(statement.alterTable());
        }
        if (statement.renameTable() != null) {
            return renameTables(statement.renameTable());
        }
        if (statement.dropIndex() != null) {
            String index = NameReader.text(statement.dropIndex().uid());
            return new AlterTable(List.of(new Change.DropIndex(index)));
        }
        return new Other();
    }

    private static Ddl renameTables(RenameTableContext rename) {
        List<Name> from = new ArrayList<>();
        List<Name> to = new ArrayList<>();
        for (var clause : rename.renameTableClause()) {
            from.add(NameReader.table(clause.tableName(0).fullId()));
            to.add(NameReader.table(clause.tableName(1).fullId()));
        }
        return new RenameTables(from, to);
    }

    private static Ddl alterTable(AlterTableContext alter) {
        List<Change> changes = new ArrayList<>();
        for (AlterSpecificationContext part : alter.alterSpecification()) {
            if (part instanceof AlterByRenameContext rename) {
                Name to = rename.fullId() != null
                        ? NameReader.table(rename.fullId())
                        : new Name("", NameReader.text(rename.uid()));
                return new RenameTables(
                        List.of(NameReader.table(alter.tableName().fullId())), List.of(to));
            }
            if (part instanceof AlterPartitionContext partition) {
                if (partition.alterPartitionSpecification() instanceof AlterByExchangePartitionContext exchange) {
                    return new ExchangePartition(
                            NameReader.text(exchange.uid()),
                            NameReader.table(exchange.tableName().fullId()),
                            exchange.WITHOUT() == null);
                }
                changes.add(partitionChange(partition.alterPartitionSpecification()));
            } else {
                addChanges(part, changes);
            }
        }
        return new AlterTable(changes);
    }

    private static Change partitionChange(AlterPartitionSpecificationContext part) {
        if (part instanceof AlterByAddPartitionContext add) {
            return new Change.AddPartitions(PartitionReader.partitions(add.partitionDefinition()));
        }
        if (part instanceof AlterByDropPartitionContext drop) {
            return new Change.DropPartitions(names(drop.uidList()));
        }
        if (part instanceof AlterByTruncatePartitionContext truncate) {
            return new Change.TruncatePartitions(truncate.uidList() == null ? List.of() : names(truncate.uidList()));
        }
        return part instanceof AlterByReorganizePartitionContext reorganize
                ? new Change.Reorganize(
                        reorganize.uidList() == null ? List.of() : names(reorganize.uidList()),
                        PartitionReader.partitions(reorganize.partitionDefinition()))
                : new Change.OtherPartitioning();
    }

    private static List<String> names(UidListContext list) {
        return list.uid().stream().map(NameReader::text).toList();
    }

    private static void addChanges(AlterSpecificationContext part, List<Change> changes) {
        if (part instanceof AlterByAddColumnContext add) {
            changes.add(new Change.Add(DefinitionReader.column(add.uid(0), add.columnDefinition())));
        } else if (part instanceof AlterByAddColumnsContext add) {
            if (add.uid().size() != add.columnDefinition().size()) {
                throw new ParseCancellationException("a list of added columns with positions");
            }
            for (int i = 0; i < add.uid().size(); i++) {
                changes.add(new Change.Add(DefinitionReader.column(add.uid(i), add.columnDefinition(i))));
            }
        } else if (part instanceof AlterByModifyColumnContext modify) {
            UidContext name = modify.uid(0);
            changes.add(new Change.Redefine(
                    NameReader.text(name), DefinitionReader.column(name, modify.columnDefinition())));
        } else if (part instanceof AlterByChangeColumnContext change) {
            changes.add(new Change.Redefine(
                    NameReader.text(change.oldColumn),
                    DefinitionReader.column(change.newColumn, change.columnDefinition())));
        } else if (part instanceof AlterByRenameColumnContext rename) {
            changes.add(new Change.Rename(NameReader.text(rename.oldColumn), NameReader.text(rename.newColumn)));
        } else if (part instanceof AlterByDropColumnContext drop) {
            changes.add(new Change.Drop(NameReader.text(drop.uid())));
        } else if (part instanceof AlterByDropIndexContext drop) {
            changes.add(new Change.DropIndex(NameReader.text(drop.uid())));
        } else if (part instanceof AlterByRenameIndexContext rename) {
            changes.add(new Change.RenameIndex(NameReader.text(rename.uid(0)), NameReader.text(rename.uid(1))));
        }
    }
}
