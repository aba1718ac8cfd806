package io.tidbmirror.deploy;

import io.tidbmirror.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

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
        Shipped.jar(root.resolve("app/tidb-mirror.jar"), manifest(image.libraries()));
        for (Dockerfile.Instruction copy : dockerfile.all("COPY")) {
            String[] words = copy.rest().split(" ");
            if (!words[0].startsWith("target/") && !words[0].startsWith("--from")) {
                image.copy(Path.of(words[0]), APP + words[1]);
            }
        }
        return image;
    }

    /** Copies a file or folder to a path of the image. */
    void copy(Path from, String to) {
        Shipped.copy(from, root.resolve(to.substring(1)));
    }

    /** A command of the image with its paths as they are here. */
    List<String> here(List<String> command) {
        return command.stream()
                .map(word -> word.replaceAll("(^|=|:|@)/(app|tmp)/", "$1" + root + "/$2/"))
                .toList();
    }

    /** Links the libraries under test into the image and returns their names. */
    private List<String> libraries() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path library : Shipped.classPath()) {
            String name = library.getFileName().toString();
            if (name.endsWith(".jar") && !names.contains(name)) {
                names.add(name);
                Files.createSymbolicLink(root.resolve("app/lib").resolve(name), library);
            }
        }
        return names;
    }

    private static Manifest manifest(List<String> libraries) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/" + String.join(" lib/", libraries));
        return manifest;
    }
}
