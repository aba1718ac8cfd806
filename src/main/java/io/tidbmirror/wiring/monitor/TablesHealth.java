package io.tidbmirror.wiring.monitor;

import io.tidbmirror.land.Head;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness details: how many tables there are and which are quarantined. Always up, because the other tables go on and a
 * restart would help none.
 */
public final class TablesHealth extends AbstractHealthCheck {
    private static final int SHOWN = 20;

    private final LandingCounts counts;

    public TablesHealth(LandingCounts counts) {
        super("tidb-mirror", "tables");
        this.counts = counts;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        List<TableCounts> tables = counts.tables();
        List<TableCounts> stopped = tables.stream()
                .filter(table -> table.is(Head.Status.QUARANTINED))
                .toList();
        result.up()
                .detail("tables", Integer.toString(tables.size()))
                .detail("quarantined", Integer.toString(stopped.size()));
        if (!stopped.isEmpty()) {
            result.detail(
                    "quarantined.names",
                    stopped.stream()
                            .limit(SHOWN)
                            .map(table -> table.table.toString())
                            .collect(Collectors.joining(" ")));
        }
    }
}
