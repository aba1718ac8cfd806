package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damage of any kind ends in a poison that tells the place, never in another exception or an endless loop. */
class DamagedFilesTest {
    private static final int MUTATIONS = 20_000;
    private static final TableSchema SCHEMA = Tables.table(
            "s.t",
            1,
            ZeroDate.NULL,
            "id int key; b bigint unsigned; d decimal(10,2); w decimal(30,4); f float; g double; dt datetime(6); x date;"
                    + " ti time; v varchar(20); e enum('a','b'); st set('x','y'); bl blob");
    private static final CsvOptions CSV =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");
    private static final CsvOptions ESCAPED =
            new CsvOptions("\t", "", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");
    private static final String ROWS = """
            "I","t","s",470612650486661120,1,18446744073709551615,"-12.34","1234567890123456789.1234",1e-05,2.718281828459045,"2024-02-29 12:34:56.789012","2024-02-29","-838:59:59","a ""日本"" b","a","x,y","AP9cTg=="
            "D","t","s",470612650486661121,2,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N
            """;
    private static final String MESSAGE = """
            {"id":0,"database":"s","table":"t","pkNames":["id"],"isDdl":false,"type":"UPDATE","es":1,"ts":1,"sql":"","sqlType":{"id":4},"mysqlType":{"id":"int"},"old":[{"id":"2"}],"data":[{"id":"1","b":"7","d":"-12.34","w":"1.5","f":"0.00001","g":"2.5","dt":"2024-02-29 12:34:56","x":"2024-02-29","ti":"00:00:01","v":"\\u65e5\\ud83d\\ude00\\n","e":"2","st":"3","bl":"ÿ\\u0000"}],"_tidb":{"commitTs":470612650486661120}}
            """;

    @Test
    void csv() throws IOException {
        damage(ROWS.getBytes(UTF_8), new CsvDecoder(CSV, TimeRules.utc(ZeroDate.NULL), 64, null));
    }

    @Test
    void csvWithoutQuotes() throws IOException {
        String escaped =
                ROWS.replace("x,y", "x").replace(",", "\t").replace("\"\"", "'").replace("\"", "");
        damage(escaped.getBytes(UTF_8), new CsvDecoder(ESCAPED, TimeRules.utc(ZeroDate.NULL), 64, null));
    }

    @Test
    void canalJson() throws IOException {
        CanalJsonOptions options = new CanalJsonOptions(true, false, "\n");
        damage(MESSAGE.getBytes(UTF_8), new CanalJsonDecoder(options, TimeRules.utc(ZeroDate.NULL), 64));
    }

    private static void damage(byte[] good, Decoder decoder) throws IOException {
        assertThat(Printed.rows(decoder.decode(new MemoryBytes("CDC1", good), SCHEMA)))
                .isNotEmpty();
        int poisoned = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] bad = mutate(good, new SplittableRandom(seed));
            try {
                Printed.rows(decoder.decode(new MemoryBytes("CDC1", bad), SCHEMA));
            } catch (PoisonException e) {
                assertThat(e).as("seed " + seed).hasMessageStartingWith("table s.t, file CDC1, line ");
                poisoned++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(poisoned).isGreaterThan(MUTATIONS / 4);
    }

    private static byte[] mutate(byte[] good, SplittableRandom random) {
        String interesting = "\",\n\r\\{}[]:0-9.e\tN\0";
        byte[] bad = good.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bad.length);
            int other = random.nextInt(bad.length);
            bad = switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(bad, Math.max(1, at));
                case 1 -> cut(bad, Math.min(at, other), Math.min(bad.length - 1, Math.max(at, other)));
                case 2 -> set(bad, at, random.nextInt(256));
                default -> set(bad, at, interesting.charAt(random.nextInt(interesting.length())));
            };
        }
        return bad;
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        return shorter;
    }

    static Stream<Decoder> decoders() {
        return Stream.of(
                new CsvDecoder(CSV, TimeRules.utc(ZeroDate.NULL)),
                new CanalJsonDecoder(new CanalJsonOptions(false, false, "\r\n"), TimeRules.utc(ZeroDate.NULL)));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void aFieldOf200MegabytesIsReadUpToTheLimitOnly(Decoder decoder) {
        LongField field = new LongField();
        assertThatThrownBy(() -> Printed.rows(decoder.decode(field, SCHEMA)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("32 MiB");
        assertThat(field.read).isLessThanOrEqualTo(Chunk.MAX_ROW_BYTES);
    }

    /** A quote and 200 MB without another. */
    private static final class LongField implements ByteSource {
        private long read;

        @Override
        public String name() {
            return "CDC1";
        }

        @Override
        public long size() {
            return 200_000_000;
        }

        @Override
        public InputStream open(long offset) {
            return new InputStream() {
                @Override
                public int read() {
                    return '"';
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    Arrays.fill(into, from, from + length, (byte) 'x');
                    into[from] = read == 0 ? (byte) '"' : (byte) 'x';
                    read += length;
                    return length;
                }
            };
        }
    }
}
