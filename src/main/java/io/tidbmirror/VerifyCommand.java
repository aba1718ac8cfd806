package io.tidbmirror;

import io.tidbmirror.land.AuditReport;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.status.AuditText;
import io.tidbmirror.wiring.status.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether the landing zone is as it should be. */
@Command(
        name = "verify",
        description = "Compares the landing zone with what was landed: numbers, footers, row markers, keys, strangers."
                + " Writes nothing; may run beside a running mirror. Exit code 4 if something is wrong.")
final class VerifyCommand extends SettingsCommand {
    @Option(names = "--json", description = "One JSON object, for tools.")
    private boolean json;

    @Override
    int run(Settings settings, PrintWriter out) throws IOException {
        AuditReport report = LanderOpener.audit(settings);
        if (json) {
            AuditText.write(report, out);
            out.println();
        } else {
            AuditText.print(report, out);
        }
        return report.findings().isEmpty() ? 0 : RunReport.QUARANTINED;
    }
}
