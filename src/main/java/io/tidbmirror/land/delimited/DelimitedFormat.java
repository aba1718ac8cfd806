package io.tidbmirror.land.delimited;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.LandedBytes;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.land.format.UnreadableFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delimited landing files: comma separated values with a header, in UTF-8. */
public final class DelimitedFormat implements LandingFormat {
    private static final String EXTENSION = "csv";

    @Override
    public String extension() {
        return EXTENSION;
    }

    @Override
    public byte[] metadata(TableSchema schema) {
        return DelimitedMetadata.of(schema, EXTENSION);
    }

    @Override
    public String declared(ValueType type) {
        return DataType.of(type).word();
    }

    @Override
    public boolean takesColumnChanges() {
        return false;
    }

    @Override
    public boolean keepsProvenance() {
        return false;
    }

    @Override
    public List<String> losses(TableSchema schema) {
        List<String> losses = new ArrayList<>();
        add(
                losses,
                schema,
                column -> column.value().kind() == ValueKind.DECIMAL,
                "as String with all their digits, because delimited files have no decimals");
        add(
                losses,
                schema,
                column -> column.value().kind() == ValueKind.BINARY,
                "as ByteArray in base64, which is not known to be what Fabric reads there; set"
                        + " tables.<schema>.<table>.columns.<column>.as=hex to land text");
        return losses;
    }

    private static void add(List<String> losses, TableSchema schema, Predicate<Column> which, String how) {
        List<String> names =
                schema.columns().stream().filter(which).map(Column::name).toList();
        if (!names.isEmpty()) {
            losses.add("columns " + names + " land " + how);
        }
    }

    @Override
    public RowForm rowForm() {
        return Dialect.ROW_FORM;
    }

    @Override
    public LandingFile begin(TableSchema schema, OutputStream out) throws IOException {
        return new DelimitedFile(schema, out);
    }

    @Override
    public FileSummary inspect(LandedBytes file, byte[] metadata) throws IOException, UnreadableFileException {
        return new DelimitedInspection(file, DelimitedMetadata.columns(metadata)).summary();
    }
}
