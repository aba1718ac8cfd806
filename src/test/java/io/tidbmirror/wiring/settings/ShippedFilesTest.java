package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files at the top of the project are valid and agree with the code. */
class ShippedFilesTest {
    @Test
    void theDemoIsASafeConfiguration() {
        Settings settings = Settings.parse(
                new Sources().file(Path.of("demo/bookshop.properties")).merged());

        assertThatCode(settings::requireSafe).doesNotThrowAnyException();
        assertThat(settings.mirror().once()).isTrue();
        assertThat(Objects.requireNonNull(settings.feed().location()).folder().resolve("metadata"))
                .isRegularFile();
    }

    @Test
    void theReadmeNamesTheCommandsTheBuildHas() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains("\nmvn -q\n", "\nmvn verify\n", "java -jar target/tidb-mirror.jar");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<defaultGoal>");
        assertThat(Files.readString(Path.of(".ci/run"))).contains("mvn -B -ntp verify");
        assertThat(Files.isExecutable(Path.of(".ci/run"))).isTrue();
    }

    /** In a properties file a comment has a line of its own: behind a value it would be a part of it. */
    @Test
    void configurationsInDocumentsCanBeCopiedAsTheyStand() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md"), Path.of("deploy/README.md")));
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            pages.forEach(documents::add);
        }
        for (Path document : documents) {
            Matcher block =
                    Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(document));
            while (block.find()) {
                assertThat(block.group(1)).as(document.toString()).doesNotContainPattern("(?m)^[^#\n]+=.*[ \t]#");
            }
        }
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws IOException {
        for (String document : List.of(
                "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "deploy/README.md")) {
            Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(Path.of(document)));
            while (link.find()) {
                assertThat(Path.of(document).resolveSibling(link.group(1)))
                        .as("link in " + document)
                        .exists();
            }
        }
    }
}
