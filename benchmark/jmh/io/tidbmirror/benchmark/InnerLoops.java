package io.tidbmirror.benchmark;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.decode.BinaryEncoding;
import io.tidbmirror.decode.CanalJsonDecoder;
import io.tidbmirror.decode.CanalJsonOptions;
import io.tidbmirror.decode.CsvDecoder;
import io.tidbmirror.decode.CsvOptions;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.decode.TimeRules;
import io.tidbmirror.feed.TableDefinition;
import io.tidbmirror.land.delimited.DelimitedFormat;
import io.tidbmirror.land.format.Compression;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.land.format.ParquetFormat;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The stages of a file of 16 MiB in memory, apart from each other: milliseconds each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgs = "-Xmx512m")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class InnerLoops {
    private static final int BYTES = 16 << 20;

    /** A name of {@link Data}. */
    @Param({"ORDERS", "WIDE", "CANAL"})
    public String data;

    private final List<MarkedBlock> blocks = new ArrayList<>();
    private TableSchema schema;
    private MarkedSource rows;

    @Setup
    public void decodeOnce() throws IOException {
        Data kind = Data.valueOf(data);
        ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES);
        kind.write(out, kind.table(), 1, BYTES);
        TableId id = new TableId(FeedTable.SCHEMA, kind.table().name());
        schema = TableDefinition.read(id, new SchemaFile(kind.table(), Data.VERSION).statement(), ZeroDate.NULL);
        rows = new MarkedSource(decoder(kind).decode(new Memory(out.toByteArray()), schema));
        try (MarkedSource.Cursor cursor = rows.open(CommitRange.ALL, RowChoice.ALL, 0)) {
            for (MarkedBlock block = cursor.next(); block != null; block = cursor.next()) {
                ChangeBlock own = new ChangeBlock(schema);
                own.append(block.block(), block.from(), block.to());
                blocks.add(new MarkedBlock(own, block.markers().clone(), 0, own.rows()));
            }
        }
    }

    private static Decoder decoder(Data kind) {
        return kind == Data.CANAL
                ? new CanalJsonDecoder(new CanalJsonOptions(true, false, "\n"), TimeRules.utc(ZeroDate.NULL))
                : new CsvDecoder(
                        new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n"),
                        TimeRules.utc(ZeroDate.NULL));
    }

    @Benchmark
    public long decode() throws IOException {
        long count = 0;
        try (MarkedSource.Cursor cursor = rows.open(CommitRange.ALL, RowChoice.ALL, 0)) {
            for (MarkedBlock block = cursor.next(); block != null; block = cursor.next()) {
                count += block.rows();
            }
        }
        return count;
    }

    @Benchmark
    public long snappy() throws IOException {
        return write(new ParquetFormat(Compression.SNAPPY));
    }

    @Benchmark
    public long uncompressed() throws IOException {
        return write(new ParquetFormat(Compression.NONE));
    }

    @Benchmark
    public long delimited() throws IOException {
        return write(new DelimitedFormat());
    }

    private long write(LandingFormat format) throws IOException {
        Counted out = new Counted();
        try (LandingFile file = format.begin(schema, out)) {
            for (MarkedBlock block : blocks) {
                file.write(block);
            }
            file.finish(Map.of());
        }
        return out.bytes;
    }

    private record Memory(byte[] bytes) implements ByteSource {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }
    }

    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] data, int from, int length) {
            bytes += length;
        }
    }
}
