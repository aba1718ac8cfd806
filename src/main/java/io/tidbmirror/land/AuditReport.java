package io.tidbmirror.land;

import java.util.List;

/**
 * What an audit has seen.
 *
 * @param tables tables that have a HEAD
 * @param files landing files that were looked into
 * @param rows rows in them
 * @param findings what is wrong; empty if all is well
 */
public record AuditReport(int tables, long files, long rows, List<Finding> findings) {
    public AuditReport {
        findings = List.copyOf(findings);
    }
}
