package io.tidbmirror.oracle;

import java.util.List;
import java.util.Map;

/** A numbered file: footer provenance, columns in file order including the row marker, rows in file order. */
public record LandedFile(
        long number, Map<String, String> provenance, List<LandedColumn> columns, List<LandedRow> rows) {}
