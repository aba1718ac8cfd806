package io.tidbmirror.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Camel's own launcher in a process of its own, as users start it with {@code camel run}; the mirror is a dependency that it
 * resolves as Maven does. The launcher's class path comes from the build ({@code mvn generate-test-resources}).
 */
final class CamelRun {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path WORK = TARGET.resolve("camel-run");
    private static final String JBANG = "org/apache/camel/camel-jbang-core/";
    private static final String GROUP = "io";

    private CamelRun() {}

    /** Runs until the launcher ends by itself, at most a minute. */
    static Shipped.Run of(Path directory, String... arguments) throws IOException, InterruptedException {
        String classPath = Files.readString(TARGET.resolve("camel-launcher.classpath"));
        Path repository = Files.createDirectories(WORK.resolve("repository"));
        overlay(repository, repositoryOfTheBuild(classPath));
        List<String> command = new ArrayList<>(List.of(
                Shipped.java(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Duser.home=" + Files.createDirectories(WORK.resolve("home")),
                "-Dmaven.repo.local=" + repository,
                "-cp",
                classPath,
                Path.of("src/test/camel/Camel.java").toAbsolutePath().toString(),
                "run",
                "--dep=" + install(repository),
                "--logging-color=false",
                "--max-seconds=60",
                "--port=0"));
        command.addAll(List.of(arguments));
        return Shipped.run(directory, command);
    }

    /** Makes a local repository that holds what the build's holds, so that nothing is fetched twice, and can have more. */
    private static void overlay(Path repository, Path below) throws IOException {
        link(repository, below, GROUP);
        link(Files.createDirectories(repository.resolve(GROUP)), below.resolve(GROUP), "tidbmirror");
    }

    private static void link(Path folder, Path below, String except) throws IOException {
        try (Stream<Path> entries = Files.list(below)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                Path link = folder.resolve(entry.getFileName());
                if (!entry.endsWith(except) && !Files.exists(link)) {
                    Files.createSymbolicLink(link, entry);
                }
            }
        }
    }

    /** Installs the jar under test and returns its coordinates. */
    private static String install(Path repository) throws IOException {
        String version = version();
        Path folder = Files.createDirectories(
                repository.resolve("io/tidbmirror/tidb-mirror").resolve(version));
        Files.copy(
                Path.of("pom.xml"),
                folder.resolve("tidb-mirror-" + version + ".pom"),
                StandardCopyOption.REPLACE_EXISTING);
        Shipped.jar(folder.resolve("tidb-mirror-" + version + ".jar"), new Manifest());
        return "mvn:io.tidbmirror:tidb-mirror:" + version;
    }

    private static String version() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        int begin = pom.indexOf("<version>") + "<version>".length();
        return pom.substring(begin, pom.indexOf("</version>", begin));
    }

    private static Path repositoryOfTheBuild(String classPath) {
        for (String jar : classPath.split(File.pathSeparator)) {
            int end = jar.replace(File.separatorChar, '/').indexOf(JBANG);
            if (end >= 0) {
                return Path.of(jar.substring(0, end));
            }
        }
        throw new IllegalStateException("no camel-jbang-core in " + classPath);
    }
}
