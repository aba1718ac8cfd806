package io.tidbmirror.land;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.LandingZone.Published;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Proves on the real endpoints what the landing protocol rests on (landing-protocol.md, assumption A1): services and clients
 * are known that silently ignore a condition. Works under names of its own, which Fabric and the mirror leave alone, and
 * removes what it made, unless it is cut off. May run beside a running mirror.
 */
public final class Probe {
    private static final String PREFIX = "probe-";

    private final LandingZone zone;
    private final HeadStore heads;
    private final String name = PREFIX + UUID.randomUUID();

    /**
     * What was tried.
     *
     * @param rule what must hold
     * @param holds whether it does
     */
    public record Proof(String rule, boolean holds) {}

    public Probe(LandingZone zone, HeadStore heads) {
        this.zone = zone;
        this.heads = heads;
    }

    /**
     * Tries everything once.
     *
     * @throws IOException if an endpoint does not answer, or does not permit what the mirror does
     */
    public List<Proof> run() throws IOException {
        List<Proof> proofs = new ArrayList<>();
        probeHeads(proofs);
        heads.delete(name);
        String stage = "_scratchPad/_" + name;
        String target = "_" + name;
        probeZone(stage, target, proofs);
        zone.deleteFolder(stage);
        zone.deleteFolder(target);
        return proofs;
    }

    /**
     * Like {@link #run}, and refuses to go on if anything does not hold.
     *
     * @throws FatalException with what does not hold
     */
    public void require() throws IOException {
        String broken =
                run().stream().filter(proof -> !proof.holds()).map(Proof::rule).collect(Collectors.joining("; "));
        if (!broken.isEmpty()) {
            throw FatalException.start(
                    "the probe failed, nothing was landed: this storage does not do what the landing protocol rests"
                            + " on: "
                            + broken + "; a proxy, an emulator or a client in between may drop conditions:"
                            + " take it away, or choose other storage",
                    null);
        }
    }

    /** Whether an object is one of a probe that was cut off: no HEAD. */
    static boolean isOf(String headName) {
        return headName.startsWith(PREFIX) && headName.indexOf('.') < 0;
    }

    private void probeHeads(List<Proof> proofs) throws IOException {
        String first = heads.replace(name, null, bytes("1"));
        boolean created = first != null && heads.replace(name, null, bytes("2")) == null && headIs("1");
        proofs.add(new Proof("state: an object is created only if it is absent", created));
        String second = first == null ? null : heads.replace(name, first, bytes("3"));
        boolean compared = second != null && heads.replace(name, first, bytes("4")) == null && headIs("3");
        proofs.add(new Proof("state: an object is replaced only by who knows its newest ETag", compared));
    }

    private boolean headIs(String text) throws IOException {
        HeadStore.Versioned found = heads.read(name);
        return found != null && Arrays.equals(found.bytes(), bytes(text));
    }

    private void probeZone(String stage, String target, List<Proof> proofs) throws IOException {
        stage(stage + "/a", "1");
        proofs.add(
                new Proof("landing zone: a stage file is created only if it is absent", isWrittenOnce(stage + "/a")));
        zone.createFolder(target, Map.of());
        zone.publish(stage + "/a", target + "/1"); // finds no source if it was repeated for a reply that was lost
        boolean consumed = zone.size(stage + "/a") < 0 && zone.size(target + "/1") == 1;
        proofs.add(new Proof("landing zone: a rename consumes its source", consumed));
        boolean once =
                zone.publish(stage + "/a", target + "/2") == Published.SOURCE_MISSING && zone.size(target + "/2") < 0;
        proofs.add(new Proof("landing zone: a rename that is repeated finds no source", once));
        stage(stage + "/b", "33");
        boolean kept = zone.publish(stage + "/b", target + "/1") == Published.TARGET_EXISTS
                && zone.size(stage + "/b") == 2
                && zone.size(target + "/1") == 1;
        proofs.add(new Proof("landing zone: a rename replaces no file", kept));
    }

    private boolean isWrittenOnce(String path) throws IOException {
        try {
            stage(path, "2");
        } catch (IOException refused) {
            return Arrays.equals(bytes("1"), zone.read(path));
        }
        return false;
    }

    private void stage(String path, String text) throws IOException {
        try (OutputStream out = zone.stage(path)) {
            out.write(bytes(text));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
