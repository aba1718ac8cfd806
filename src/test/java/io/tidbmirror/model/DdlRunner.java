package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import java.util.ArrayList;
import java.util.List;

/** Executes one DDL statement on a model. What does not touch columns, keys, rows or names has no effect. */
final class DdlRunner {

    private final TidbModel model;
    private final Name job;

    DdlRunner(TidbModel model, Name job) {
        this.model = model;
        this.job = job;
    }

    void run(String statement) {
        SqlReader sql = new SqlReader(statement);
        if (sql.accept("CREATE")) {
            create(sql);
        } else if (sql.accept("DROP")) {
            drop(sql);
        } else if (sql.accept("TRUNCATE")) {
            sql.accept("TABLE");
            model.truncate(table(sql));
        } else if (sql.accept("RENAME", "TABLE")) {
            rename(sql);
        } else if (sql.accept("ALTER", "TABLE")) {
            new AlterRunner(model, table(sql), this).run(sql);
        } else if (sql.accept("RECOVER", "TABLE") || sql.accept("FLASHBACK", "TABLE")) {
            Name name = name(sql);
            model.recover(name, sql.accept("TO") ? new Name(name.schema(), sql.name()) : name);
        } else if (!sql.accept("ALTER", "DATABASE")
                && !sql.accept("ALTER", "SCHEMA")
                && !sql.accept("ALTER", "SEQUENCE")) {
            throw sql.fault("a known statement");
        }
    }

    private void create(SqlReader sql) {
        boolean unique = sql.accept("UNIQUE");
        if (sql.accept("TABLE")) {
            sql.accept("IF", "NOT", "EXISTS");
            createTable(sql, name(sql));
        } else if (sql.accept("INDEX")) {
            sql.accept("IF", "NOT", "EXISTS");
            String index = sql.name();
            sql.expect("ON");
            ModelTable table = model.table(table(sql));
            if (unique) {
                table.unique(index, Keys.columns(sql));
            } else if (sql.bracketed().peek().is("(")) {
                table.add(ModelColumn.hidden(index), null);
            }
        }
    }

    private void createTable(SqlReader sql, Name name) {
        if (sql.accept("LIKE")) {
            model.put(model.table(table(sql)).like(name));
            return;
        }
        SqlReader body = sql.bracketed();
        if (body.accept("LIKE")) {
            model.put(model.table(table(body)).like(name));
            return;
        }
        ModelTable table = new ModelTable(name);
        List<SqlReader> keys = new ArrayList<>();
        for (SqlReader part : body.parts()) {
            if (Keys.at(part)) {
                keys.add(part);
            } else {
                addColumn(table, part);
            }
        }
        keys.forEach(key -> Keys.add(table, key));
        while (!sql.atEnd()) {
            if (sql.accept("PARTITION", "BY")) {
                table.partition(Partitioning.read(sql));
            } else {
                sql.next();
            }
        }
        model.put(table);
    }

    /** Adds a column at the end, or where the definition says. */
    static void addColumn(ModelTable table, SqlReader sql) {
        ModelColumn.Definition definition = ModelColumn.read(sql);
        ModelColumn column = definition.column();
        table.add(column, place(sql));
        if (definition.primary()) {
            table.primary(List.of(column.name()));
        }
        if (definition.unique()) {
            table.unique(column.name(), List.of(column.name()));
        }
    }

    /** The column behind which another is put; empty for FIRST, null if the statement does not say. */
    static String place(SqlReader sql) {
        if (sql.accept("FIRST")) {
            return "";
        }
        return sql.accept("AFTER") ? sql.name() : null;
    }

    private void drop(SqlReader sql) {
        if (sql.accept("DATABASE") || sql.accept("SCHEMA")) {
            sql.accept("IF", "EXISTS");
            model.dropSchema(sql.name());
        } else if (sql.accept("TABLE")) {
            model.drop(job);
        } else if (sql.accept("INDEX")) {
            sql.accept("IF", "EXISTS");
            String index = sql.name();
            sql.expect("ON");
            Keys.drop(model.table(table(sql)), index);
        }
    }

    /** All at once: each name on the left is the one before the statement, so names may be swapped. */
    private void rename(SqlReader sql) {
        for (SqlReader pair : sql.parts()) {
            Name from = table(pair);
            pair.expect("TO");
            rename(from, name(pair));
        }
    }

    void rename(Name from, Name to) {
        ModelTable table = model.remove(from);
        table.rename(to);
        model.put(table);
    }

    /** An existing table. */
    Name table(SqlReader sql) {
        String first = sql.name();
        return sql.accept(".") ? new Name(first, sql.name()) : model.resolve(job.schema(), first);
    }

    /** A name that need not exist. */
    Name name(SqlReader sql) {
        String first = sql.name();
        return sql.accept(".") ? new Name(first, sql.name()) : new Name(job.schema(), first);
    }
}
