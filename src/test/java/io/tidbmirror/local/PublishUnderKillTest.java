package io.tidbmirror.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A process publishes file after file and is killed again and again, while published files are moved away or deleted; the
 * next process publishes what was staged last once more. No number may ever come back.
 */
class PublishUnderKillTest {
    private static final int FILES = 300;
    private static final int KILLS = 15;

    @TempDir(factory = TempDirFactory.Standard.class)
    private Path folder;

    private final Random random = new Random(7);
    private final Set<Integer> taken = new HashSet<>();
    private int next = 1;
    private String staged = "";
    private int recovered;

    @Test
    void everyNumberIsPublishedOnce() throws IOException, InterruptedException {
        new LocalLandingZone(folder.resolve("zone")).createFolder(PublishingProcess.FOLDER, Map.of());
        Files.createDirectories(folder.resolve("away"));

        int kills = 0;
        while (next <= FILES) {
            int patience = kills < KILLS ? 1 + random.nextInt(2 * FILES / KILLS) : Integer.MAX_VALUE;
            kills += run(patience) ? 1 : 0;
        }

        takeFiles(1.0);
        assertThat(taken).hasSize(FILES);
        assertThat(kills).isEqualTo(KILLS);
        assertThat(recovered)
                .as("kills between staging and the end of publishing")
                .isPositive();
    }

    /** Whether the process was killed. */
    private boolean run(int patience) throws IOException, InterruptedException {
        String zone = folder.resolve("zone").toString();
        recovered += staged.isEmpty() ? 0 : 1;
        int seen = 0;
        try (ForkedJvm process = ForkedJvm.start(
                PublishingProcess.class, zone, Integer.toString(FILES), Integer.toString(next), staged)) {
            for (String line = process.line(); line != null; line = process.line()) {
                note(line.split(" "));
                takeFiles(0.1);
                if (++seen == patience) {
                    process.kill();
                }
            }
            assertThat(process.exitCode()).isEqualTo(seen >= patience ? 137 : 0);
        }
        return seen >= patience;
    }

    private void note(String[] line) {
        int number = Integer.parseInt(line[1]);
        if (line[0].equals("staged")) {
            next = number;
            staged = line[2];
        } else {
            assertThat(line[2]).isIn("DONE", "SOURCE_MISSING");
            next = number + 1;
            staged = "";
        }
    }

    /** Moves away or deletes some of the published files, as Fabric does. */
    private void takeFiles(double share) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("zone").resolve(PublishingProcess.FOLDER))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".txt")).toList()) {
                if (random.nextDouble() < share) {
                    take(file);
                }
            }
        }
    }

    private void take(Path file) throws IOException {
        String name = file.getFileName().toString();
        int number = Integer.parseInt(name.substring(0, name.indexOf('.')));
        assertThat(Files.readString(file)).isEqualTo(Integer.toString(number));
        assertThat(taken.add(number)).as("number %s is published once", number).isTrue();
        if (random.nextBoolean()) {
            Files.move(file, folder.resolve("away").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(file);
        }
    }
}
