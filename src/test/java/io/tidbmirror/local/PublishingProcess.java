package io.tidbmirror.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Publishes numbered files, each holding its number, and says what it does. */
final class PublishingProcess {
    static final String FOLDER = "shop.schema/book";

    private PublishingProcess() {}

    /** Arguments: landing zone, last number, number to begin with, stage path of that one or nothing. */
    public static void main(String[] args) throws IOException {
        LocalLandingZone zone = new LocalLandingZone(Path.of(args[0]));
        int last = Integer.parseInt(args[1]);
        String staged = args[3];
        for (int number = Integer.parseInt(args[2]); number <= last; number++) {
            String path = staged.isEmpty() ? stage(zone, number) : staged;
            staged = "";
            System.out.println("staged " + number + " " + path);
            System.out.println("published " + number + " " + zone.publish(path, file(number)));
        }
    }

    static String file(int number) {
        return FOLDER + "/" + String.format("%020d", number) + ".txt";
    }

    private static String stage(LocalLandingZone zone, int number) throws IOException {
        String path = "_scratchPad/" + FOLDER + "/1/" + UUID.randomUUID() + ".txt";
        try (OutputStream out = zone.stage(path)) {
            out.write(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }
}
