package io.tidbmirror;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.Probe.Proof;
import io.tidbmirror.wiring.LanderOpener;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells whether landing zone and state can be used. */
@Command(
        name = "probe",
        description = "Proves that landing.zone and landing.state can be reached and honour the conditions that the"
                + " landing protocol rests on. Removes what it wrote; may run beside a running mirror.")
final class ProbeCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private MirrorCommand main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Proof> proofs = LanderOpener.probe(main.settings());
        PrintWriter out = spec.commandLine().getOut();
        proofs.forEach(proof -> out.println((proof.holds() ? "ok    " : "FAILS ") + proof.rule()));
        boolean usable = proofs.stream().allMatch(Proof::holds);
        out.println(usable ? "This storage can be used." : "This storage must not be used.");
        out.flush();
        return usable ? 0 : FatalException.START;
    }
}
