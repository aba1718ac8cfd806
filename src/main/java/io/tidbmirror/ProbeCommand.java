package io.tidbmirror;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.Probe.Proof;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** Tells whether landing zone and state can be used. */
@Command(
        name = "probe",
        description = "Proves that landing.zone and landing.state can be reached and honour the conditions that the"
                + " landing protocol rests on. Removes what it wrote; may run beside a running mirror.")
final class ProbeCommand extends SettingsCommand {
    @Override
    int run(Settings settings, PrintWriter out) throws IOException {
        List<Proof> proofs = LanderOpener.probe(settings);
        proofs.forEach(proof -> out.println((proof.holds() ? "ok    " : "FAILS ") + proof.rule()));
        boolean usable = proofs.stream().allMatch(Proof::holds);
        out.println(usable ? "This storage can be used." : "This storage must not be used.");
        return usable ? 0 : FatalException.START;
    }
}
