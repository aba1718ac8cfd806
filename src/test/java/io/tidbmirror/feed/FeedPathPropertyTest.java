package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FeedPathPropertyTest {
    @Property(tries = 2000)
    void anyTextIsReadWithoutAnException(@ForAll String path) {
        assertThat(FeedPath.parse(path)).isNotNull();
        DataFolder.readings(path);
    }

    @Property(tries = 2000)
    void textOfTheSamePiecesIsReadWithoutAnException(@ForAll("pieces") String path) {
        assertThat(FeedPath.parse(path)).isNotNull();
        DataFolder.readings(path);
    }

    @Property(tries = 2000)
    void aDataPathIsFoundAgainWhateverTheTableIsCalled(
            @ForAll("names") String schema,
            @ForAll("names") String table,
            @ForAll("folders") DataFolder tail,
            @ForAll("numbers") long number) {
        String folder = schema + "/" + table;
        String dir = folder + "/" + tail.version() + part(tail.partition()) + part(tail.date());
        FeedPath path = FeedPath.parse(dir + String.format("/CDC%020d.csv", number));

        assertThat(path).isEqualTo(new FeedPath.Data(dir, "", number, "csv"));
        assertThat(DataFolder.readings(dir))
                .contains(new DataFolder(folder, tail.version(), tail.partition(), tail.date()));
    }

    @Property(tries = 2000)
    void aSchemaPathIsFoundAgainWhateverTheTableIsCalled(
            @ForAll("names") String schema, @ForAll("names") String table, @ForAll("numbers") long version) {
        String folder = schema + "/" + table;

        assertThat(FeedPath.parse(folder + "/meta/schema_" + version + "_0123456789.json"))
                .isEqualTo(new FeedPath.Schema(folder, version, 123456789));
    }

    private static String part(String name) {
        return name.isEmpty() ? "" : "/" + name;
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> known = Arbitraries.of(
                "meta",
                "metadata",
                "470612640000000000",
                "2026-01-01",
                "2026",
                "a.b",
                "x/y",
                "CDC000001.csv",
                "表 格",
                "schema_1_0123456789.json");
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(20);
        return Arbitraries.oneOf(known, any)
                .filter(name -> !(FeedPath.parse("x/" + name + "/x") instanceof FeedPath.Unsafe));
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE);
    }

    @Provide
    Arbitrary<DataFolder> folders() {
        return Combinators.combine(
                        numbers(),
                        Arbitraries.of("", "112", "999999999"),
                        Arbitraries.of("", "2026", "2026-01", "2026-01-31"))
                .as((version, partition, date) -> new DataFolder("", version, partition, date));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "/",
                        "..",
                        "meta",
                        "CDC",
                        "_",
                        "000001",
                        ".csv",
                        "schema_",
                        "0123456789",
                        ".json",
                        ".index",
                        "9",
                        "2026-01-31")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }
}
