package io.tidbmirror.land;

import io.tidbmirror.land.Puppet.Crash;
import io.tidbmirror.land.Puppet.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The way of requests to the stores and back: they may fail, be applied and lose their reply, be applied at any later time or
 * twice, and their sender may crash meanwhile.
 */
final class UnreliableNetwork {
    private final Random random;
    private final List<String> trace;
    private final Set<String> met;
    private final List<Request> late = new ArrayList<>();
    private double faults;

    /**
     * A network.
     *
     * @param faults the share of requests that something happens to
     * @param trace is told each delivery
     * @param met is told which fault met which request
     */
    UnreliableNetwork(Random random, double faults, List<String> trace, Set<String> met) {
        this.random = random;
        this.faults = faults;
        this.trace = trace;
        this.met = met;
    }

    /** From now on every request is answered; those on their way still arrive. */
    void calm() {
        faults = 0;
    }

    /** Takes over a request whose sender will not hear of it: if it changes anything, it arrives at some time. */
    void keep(Request request) {
        if (request.lasting()) {
            late.add(request);
        }
    }

    boolean hasLateRequests() {
        return !late.isEmpty();
    }

    /** Takes the request of a writer, and lets the writer go on to its next one with what became of it. */
    void deliver(String writer, Puppet puppet) {
        Request request = puppet.request();
        String fault = random.nextDouble() < faults ? fault(request) : "answered";
        trace.add(writer + ": " + request.name() + ": " + fault);
        met.add(fault + " " + request.name());
        switch (fault) {
            case "failed before" -> puppet.fail(new IOException("not sent"));
            case "lost reply" -> {
                apply(request);
                puppet.fail(new IOException("no reply"));
            }
            case "given up" -> {
                late.add(request);
                puppet.fail(new IOException("timeout"));
            }
            case "repeated" -> {
                late.add(request);
                answer(puppet, request);
            }
            case "crash before" -> puppet.fail(new Crash(false));
            case "crash after" -> {
                apply(request);
                puppet.fail(new Crash(false));
            }
            case "crash, in flight" -> {
                late.add(request);
                puppet.fail(new Crash(false));
            }
            default -> answer(puppet, request);
        }
    }

    private String fault(Request request) {
        List<String> possible = new ArrayList<>(List.of("failed before", "crash before"));
        if (request.lasting()) {
            possible.addAll(List.of("lost reply", "given up", "crash after", "crash, in flight"));
        }
        if (request.repeatable()) {
            possible.add("repeated");
        }
        return possible.get(random.nextInt(possible.size()));
    }

    private static void answer(Puppet puppet, Request request) {
        Object result;
        try {
            result = request.effect().apply();
        } catch (IOException e) {
            puppet.fail(e);
            return;
        }
        puppet.reply(result);
    }

    void applyLate() {
        Request request = late.remove(random.nextInt(late.size()));
        trace.add(request.name() + " applied late");
        apply(request);
    }

    private static void apply(Request request) {
        try {
            request.effect().apply();
        } catch (IOException e) {
            // the server refuses, and nobody hears it
        }
    }
}
