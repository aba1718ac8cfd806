package io.tidbmirror.land.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product is shipped without any Hadoop jar, so writing must not load one of its classes. */
class WithoutHadoopTest {
    @ParameterizedTest
    @EnumSource
    void filesAreWritten(Compression compression) throws Exception {
        try (URLClassLoader loader = loaderWithoutHadoop()) {
            byte[] file = (byte[]) loader.loadClass(Writing.class.getName())
                    .getMethod("write", String.class)
                    .invoke(null, compression.name());
            assertThat(file).startsWith("PAR1".getBytes()).endsWith("PAR1".getBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesAreInspected(Compression compression) throws Exception {
        try (URLClassLoader loader = loaderWithoutHadoop()) {
            Object summary = loader.loadClass(Writing.class.getName())
                    .getMethod("inspect", String.class)
                    .invoke(null, compression.name());
            assertThat(summary).asString().contains("rows=30000", "markers=[2, 4]");
        }
    }

    @Test
    void theLoaderOfThisTestHasNoHadoop() throws Exception {
        try (URLClassLoader loader = loaderWithoutHadoop()) {
            assertThat(loader.getResource("org/apache/hadoop/conf/Configuration.class"))
                    .isNull();
            assertThat(getClass().getClassLoader().getResource("org/apache/hadoop/conf/Configuration.class"))
                    .isNotNull();
        }
    }

    private static URLClassLoader loaderWithoutHadoop() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))) {
            if (!Path.of(entry).getFileName().toString().startsWith("hadoop-")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Runs inside the loader. */
    public static final class Writing {
        private Writing() {}

        public static byte[] write(String compression) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = bytes;
                    LandingFile file =
                            new ParquetFormat(Compression.valueOf(compression)).begin(FormulaTable.SCHEMA, out)) {
                List<Object[]> rows = new ArrayList<>();
                for (int i = 0; i < 30_000; i++) {
                    rows.add(FormulaTable.row(i));
                }
                file.write(Rows.block(FormulaTable.SCHEMA, rows));
                file.finish(Map.of("seq", "1"));
            }
            return bytes.toByteArray();
        }

        public static Object inspect(String compression) throws IOException, UnreadableFileException {
            return new ParquetFormat(Compression.valueOf(compression))
                    .inspect(new FileInMemory(write(compression)), new byte[0]);
        }
    }
}
