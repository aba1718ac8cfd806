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

    public Truth truth() {
        return new Truth(folder.resolve("truth"));
    }

    @Override
    public String toString() {
        return architecture + "/" + name;
    }
}
