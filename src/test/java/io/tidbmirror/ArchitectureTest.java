package io.tidbmirror;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final String ROOT = "io.tidbmirror.";
    private static final int MAX_FILE = 300;
    private static final int MAX_METHOD = 60;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tidbmirror");

    @Test
    void theCoreKnowsNeitherCamelNorAzureNorKafka() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("change", "feed", "decode", "mark", "batch", "land", "local"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.apache.kafka..", "com.azure..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        change, ''
        feed,   change
        decode, change
        mark,   change
        batch,  change mark
        land,   change mark batch
        local,  change feed land
        azure,  change feed land
        kafka,  change feed
        camel,  change feed decode mark batch land
        emulator, ''
        """)
    void aPackageUsesOnlyThoseBeforeItInTheFlow(String name, String allowed) {
        String[] others = Stream.of(
                        "change feed decode mark batch land local azure kafka camel wiring emulator".split(" "))
                .filter(other ->
                        !other.equals(name) && !List.of(allowed.split(" ")).contains(other))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(others))
                .check(CLASSES);
    }

    @Test
    void onlyItsOwnPackageKnowsAzure() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "azure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.azure..")
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidbmirror")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tidbmirror")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.tidbmirror.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void outputAndLogsGoOneWay() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .check(CLASSES);
    }

    @Test
    void filesAndMethodsFitAReader() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources("src/main")) {
            longFile(file, tooLong);
            longMethods(file, Files.readAllLines(file), tooLong);
        }
        for (Path file : sources("src/test")) {
            longFile(file, tooLong);
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    private static void longFile(Path file, List<String> tooLong) throws IOException {
        int length = Files.readAllLines(file).size();
        if (length > MAX_FILE) {
            tooLong.add(file + ": " + length + " lines");
        }
    }

    /** Methods as the formatter lays them out: a head that ends in a brace behind parentheses, closed at the head's indent. */
    private static void longMethods(Path file, List<String> lines, List<String> tooLong) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(".*\\)( throws [^;]*)? \\{")) {
                int head = head(lines, i);
                String text = lines.get(head).strip();
                boolean method = !text.matches(
                        "((if|for|while|switch|try|synchronized|catch|\\}|return).*|.*\\b(record|class|enum|interface)"
                                + " .*)");
                int length = closing(lines, i, indent(lines.get(head))) - head + 1;
                if (method && length > MAX_METHOD) {
                    tooLong.add(file + ":" + (head + 1) + ": method of " + length + " lines");
                }
            }
        }
    }

    /** The line on which the parentheses begin that end in a line. */
    private static int head(List<String> lines, int end) {
        long open = 0;
        int line = end + 1;
        do {
            line--;
            open += lines.get(line).chars().filter(c -> c == ')').count();
            open -= lines.get(line).chars().filter(c -> c == '(').count();
        } while (open > 0 && line > 0);
        return line;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static int closing(List<String> lines, int from, int indent) {
        String close = " ".repeat(indent) + "}";
        for (int i = from + 1; i < lines.size(); i++) {
            if (lines.get(i).equals(close)) {
                return i;
            }
        }
        return from;
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> ROOT + name + "..").toArray(String[]::new);
    }
}
