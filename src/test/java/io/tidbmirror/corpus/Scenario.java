package io.tidbmirror.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One history executed once: its truth, and what each changefeed wrote of it. */
public record Scenario(String architecture, String name, Path folder) {

    public Variant variant(String variant) {
        Path place = folder.resolve(variant);
        if (!Files.isDirectory(place.resolve("sink"))) {
            throw new IllegalArgumentException("no variant " + variant + " of " + this);
        }
        return new Variant(this, variant, place);
    }

    /** The variants written to storage, by name. */
    public List<Variant> variants() {
        return GoldenCorpus.names(folder).stream()
                .filter(name -> Files.isDirectory(folder.resolve(name).resolve("sink")))
                .map(this::variant)
                .toList();
    }

    /** A variant sent to Kafka. */
    public MessageVariant messages(String variant) {
        Path place = folder.resolve(variant);
        if (!Files.isRegularFile(place.resolve("messages.ndjson"))) {
            throw new IllegalArgumentException("no messages " + variant + " of " + this);
        }
        return new MessageVariant(this, variant, place);
    }

    /** The variants sent to Kafka, by name. */
    public List<MessageVariant> messageVariants() {
        return GoldenCorpus.names(folder).stream()
                .filter(name -> Files.isRegularFile(folder.resolve(name).resolve("messages.ndjson")))
                .map(this::messages)
                .toList();
    }

    public Truth truth() {
        return new Truth(folder.resolve("truth"));
    }

    @Override
    public String toString() {
        return architecture + "/" + name;
    }
}
