package io.tidbmirror.benchmark;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A changefeed's folder as TiCDC writes it.
 *
 * @param root where {@code metadata} stands
 */
record FeedFolder(Path root) {
    /** Makes the folder with the schema file of a table. */
    void create(FeedTable table) throws IOException {
        SchemaFile schema = new SchemaFile(table, Data.VERSION);
        Path file = root.resolve(schema.path());
        Files.createDirectories(file.getParent());
        Files.writeString(file, schema.content());
        Files.createDirectories(folder(table).resolve("meta"));
    }

    private Path folder(FeedTable table) {
        return root.resolve(FeedTable.SCHEMA).resolve(table.name()).resolve(Long.toString(Data.VERSION));
    }

    /** Where the data file of a number belongs. */
    Path place(FeedTable table, int number, String extension) {
        return folder(table).resolve(String.format("CDC%020d.%s", number, extension));
    }

    /** Adds a data file, without a copy where the file system allows for it. */
    void add(FeedTable table, int number, Path file) throws IOException {
        String name = file.getFileName().toString();
        Path place = place(table, number, name.substring(name.lastIndexOf('.') + 1));
        try {
            Files.createLink(place, file);
        } catch (FileSystemException | UnsupportedOperationException other) {
            Files.copy(file, place);
        }
        index(table, place);
    }

    /** Writes the index file, which names the last data file. */
    void index(FeedTable table, Path last) throws IOException {
        Files.writeString(folder(table).resolve("meta/CDC.index"), last.getFileName() + "\n");
    }

    /** Moves the changefeed's checkpoint: every row below it is in the folder. */
    void checkpoint(long ts) throws IOException {
        Path part = Files.writeString(root.resolve("metadata.tmp"), "{\"checkpoint-ts\":" + ts + "}");
        Files.move(part, root.resolve("metadata"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
