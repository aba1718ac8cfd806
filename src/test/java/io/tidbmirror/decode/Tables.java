package io.tidbmirror.decode;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Builds schemas from one line of text: {@code id int key, v decimal(10,2) unsigned not null, e enum('a','b')}. */
final class Tables {
    private Tables() {}

    static TableSchema table(String name, long version, ZeroDate zeroDate, String columns) {
        List<Column> all = new ArrayList<>();
        List<Integer> key = new ArrayList<>();
        for (String column : columns.split(";")) {
            String[] words = column.strip().split(" ", 2);
            boolean isKey = words[1].endsWith(" key");
            ColumnType type = type(isKey ? words[1].substring(0, words[1].length() - 4) : words[1]);
            if (isKey) {
                key.add(all.size());
            }
            boolean nullable = !isKey && !words[1].contains(" not null");
            all.add(new Column(words[0], type, ValueType.of(type, zeroDate), nullable));
        }
        String[] names = name.split("\\.", 2);
        return new TableSchema(new TableId(names[0], names[1]), version, all, key);
    }

    static ColumnType type(String text) {
        String plain = text.replace(" not null", "");
        boolean unsigned = plain.endsWith(" unsigned");
        plain = plain.replace(" unsigned", "");
        int open = plain.indexOf('(');
        String name = (open < 0 ? plain : plain.substring(0, open)).toUpperCase(Locale.ROOT);
        MySqlType type = MySqlType.valueOf(name);
        if (open < 0) {
            return new ColumnType(type, unsigned || type == MySqlType.BIT, 0, 0, List.of());
        }
        String[] arguments = plain.substring(open + 1, plain.length() - 1).split(",");
        if (type == MySqlType.ENUM || type == MySqlType.SET) {
            List<String> labels = Arrays.stream(arguments)
                    .map(label -> label.substring(1, label.length() - 1))
                    .toList();
            return ColumnType.of(type).withElements(labels);
        }
        boolean fractional = type == MySqlType.DATETIME || type == MySqlType.TIMESTAMP || type == MySqlType.TIME;
        int first = Integer.parseInt(arguments[0]);
        int second = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        return new ColumnType(
                type,
                unsigned || type == MySqlType.BIT,
                fractional ? 0 : first,
                fractional ? first : second,
                List.of());
    }
}
