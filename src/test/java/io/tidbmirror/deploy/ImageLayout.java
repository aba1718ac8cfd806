package io.tidbmirror.deploy;

import io.tidbmirror.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A folder laid out as the image is: what the build makes is made from the classes and libraries under test, the rest is
 * copied as the Dockerfile says.
 *
 * @param root stands for {@code /}
 */
record ImageLayout(Path root) {
    private static final String APP = "/app/";

    static ImageLayout of(Path root, Dockerfile dockerfile) throws IOException {
        ImageLayout image = new ImageLayout(root);
        Files.createDirectories(root.resolve("app/lib"));
        Files.createDirectories(root.resolve("tmp"));
        jar(root.resolve("app/tidb-mirror.jar"), image.libraries());
        for (Dockerfile.Instruction copy : dockerfile.all("COPY")) {
            String[] words = copy.rest().split(" ");
            if (!words[0].startsWith("target/") && !words[0].startsWith("--from")) {
                image.copy(Path.of(words[0]), APP + words[1]);
            }
        }
        return image;
    }

    /** Copies a file or folder to a path of the image. */
    void copy(Path from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = root.resolve(to.substring(1))
                        .resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** A command of the image with its paths as they are here. */
    List<String> here(List<String> command) {
        return command.stream()
                .map(word -> word.replaceAll("(^|=|:)/(app|tmp)/", "$1" + root + "/$2/"))
                .toList();
    }

    /** Links the libraries under test into the image and returns their names. */
    private List<String> libraries() throws IOException {
        List<String> names = new ArrayList<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator)) {
            Path library = Path.of(entry);
            if (entry.endsWith(".jar") && !names.contains(library.getFileName().toString())) {
                names.add(library.getFileName().toString());
                Files.createLink(root.resolve("app/lib").resolve(library.getFileName()), library);
            }
        }
        return names;
    }

    private static void jar(Path jar, List<String> libraries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/" + String.join(" lib/", libraries));
        Path classes = classes();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }

    private static Path classes() {
        try {
            return Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
