package io.tidbmirror.land;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Named places of the protocol where a test may hold a process, to kill it there. Nothing happens in production. */
@FunctionalInterface
public interface Failpoints {
    /** Before the first byte of a stage file. */
    String BEFORE_STAGE = "before-stage";

    /** Between S1 and S2: the file is staged and unreferenced. */
    String AFTER_STAGE = "after-stage";

    /** Between S2 and S3: the file is pending and not published. */
    String AFTER_ASSIGN = "after-assign";

    /** Between S3 and S4: the file is published and not acknowledged. */
    String AFTER_PUBLISH = "after-publish";

    /** Between R1 and R2. */
    String AFTER_READ = "after-read";

    /** Between R2 and R3. */
    String AFTER_ROLL_FORWARD = "after-roll-forward";

    /** Right after R3, before the janitor. */
    String AFTER_FENCE = "after-fence";

    /** During birth: HEAD exists, the folder may not. */
    String BEFORE_FOLDER = "before-folder";

    /** During birth: the folder exists with its metadata, HEAD does not know it. */
    String AFTER_FOLDER = "after-folder";

    /** During removal: HEAD says DROPPED, everything else is there. */
    String AFTER_DROP = "after-drop";

    /** During removal: the stage files are gone, the landing folder is there. */
    String AFTER_STAGE_FILES = "after-stage-files";

    /** During removal: the landing folder is gone, HEAD does not know. */
    String AFTER_FOLDER_GONE = "after-folder-gone";

    /** During rebuild: HEAD says REBUILDING, nothing is staged. */
    String AFTER_REBUILD = "after-rebuild";

    /** During rebuild: HEAD knows one more staged file of the replacement. */
    String AFTER_REPLACEMENT_FILE = "after-replacement-file";

    /** During rebuild: everything is staged, the old folder is there. */
    String BEFORE_SWAP = "before-swap";

    /** During rebuild: the old folder is gone. */
    String AFTER_OLD_FOLDER = "after-old-folder";

    /** During rebuild: the new folder is there with its metadata, HEAD does not know it. */
    String AFTER_NEW_FOLDER = "after-new-folder";

    /** During rebuild: HEAD has the new generation, none of its files is assigned. */
    String AFTER_SWAP = "after-swap";

    /** During rebuild: every file of the replacement is published, HEAD still says REBUILDING. */
    String BEFORE_ACTIVE = "before-active";

    Failpoints NONE = name -> {};

    void hit(String name) throws IOException;

    /**
     * Pauses by name, such as {@code after-assign=50,after-publish=20} in milliseconds.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static Failpoints pauses(String text) {
        Map<String, Long> millis = Stream.of(text.split(","))
                .map(String::strip)
                .filter(pause -> !pause.isEmpty())
                .map(pause -> pause.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> Long.valueOf(pair[pair.length - 1])));
        if (millis.isEmpty()) {
            return NONE;
        }
        return name -> {
            try {
                Thread.sleep(millis.getOrDefault(name, 0L));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted at failpoint " + name).initCause(e);
            }
        };
    }
}
