package io.tidbmirror.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The instructions of a Dockerfile in their order, each as a word and what follows it. */
record Dockerfile(List<Instruction> instructions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One instruction, its continued lines joined. */
    record Instruction(String word, String rest) {
        /** The words of an instruction in exec form. */
        List<String> exec() throws IOException {
            return JSON.readerForListOf(String.class).readValue(rest.substring(rest.indexOf('[')));
        }

        boolean isExec() {
            return rest.startsWith("[");
        }
    }

    static Dockerfile read(Path file) throws IOException {
        List<Instruction> instructions = new ArrayList<>();
        for (String line : Files.readString(file).replace("\\\n", " ").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s+", 2);
                instructions.add(new Instruction(parts[0], parts[1]));
            }
        }
        return new Dockerfile(instructions);
    }

    List<Instruction> all(String word) {
        return instructions.stream().filter(one -> one.word().equals(word)).toList();
    }

    Instruction only(String word) {
        List<Instruction> found = all(word);
        if (found.size() != 1) {
            throw new AssertionError("not one " + word + ": " + found);
        }
        return found.get(0);
    }
}
