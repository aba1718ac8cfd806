package io.tidbmirror.oracle;

import java.util.Map;

/** One row of a landing file: its {@code __rowMarker__} and its values as DuckDB reads them, see {@link LandedText}. */
public record LandedRow(Integer marker, Map<String, Object> values) {}
