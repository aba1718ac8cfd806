package io.tidbmirror.emulator;

/** Decides what goes wrong. Called for every request, by several threads. */
@FunctionalInterface
public interface Faults {
    Faults NONE = request -> Fault.NONE;

    Fault on(DfsRequest request);
}
