package io.tidbmirror.feed.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Holds rows for which there is no room, then some for which there is; prints what is left in the folder, and in the meter. */
final class HoldingProcess {
    private HoldingProcess() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Holding holding = new Holding(0, folder);
        try {
            holding.keep(new byte[1 << 20]);
            System.out.println("there is room");
        } catch (IOException full) {
            holding.keep(new byte[1 << 10]).release();
        }
        try (Stream<Path> left = Files.walk(folder).skip(1)) {
            System.out.println(left.toList() + " " + holding.onDisk());
        }
    }
}
