package io.tidbmirror;

import io.tidbmirror.land.AuditReport;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.status.AuditText;
import io.tidbmirror.wiring.status.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells whether the landing zone is as it should be. */
@Command(
        name = "verify",
        description = "Compares the landing zone with what was landed: numbers, footers, row markers, keys, strangers."
                + " Writes nothing; may run beside a running mirror. Exit code 4 if something is wrong.")
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private MirrorCommand main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object, for tools.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        AuditReport report = LanderOpener.audit(main.settings());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            AuditText.write(report, out);
            out.println();
        } else {
            AuditText.print(report, out);
        }
        out.flush();
        return report.findings().isEmpty() ? 0 : RunReport.QUARANTINED;
    }
}
