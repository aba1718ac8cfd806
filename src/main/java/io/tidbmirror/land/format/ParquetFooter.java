package io.tidbmirror.land.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.Version;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** The end of a file: page indexes, and a footer that names this program as its writer. */
final class ParquetFooter {
    /** In the form that readers parse, parquet-format FileMetaData.created_by: name, version, build. */
    private static final byte[] CREATED_BY = text("TiDB Mirror version " + version() + " (build parquet-java)");

    /** What parquet-java writes in its place. */
    private static final byte[] LIBRARY = text(Version.FULL_VERSION);

    private static final int TRAILER_BYTES = Integer.BYTES + ParquetFileWriter.MAGIC.length;

    private ParquetFooter() {}

    /** Ends the file. parquet-java puts its own name into the footer, so its footer is held back and the name replaced. */
    static void write(ParquetFileWriter writer, Map<String, String> provenance, LandingOutput out) throws IOException {
        out.hold();
        writer.end(provenance);
        byte[] tail = out.release();
        int end = tail.length - TRAILER_BYTES;
        int bytes = BytesUtils.readIntLittleEndian(ByteBuffer.wrap(tail), end);
        int name = lastName(tail, end);
        out.write(tail, 0, name);
        out.write(CREATED_BY);
        out.write(tail, name + LIBRARY.length, end - name - LIBRARY.length);
        BytesUtils.writeIntLittleEndian(out, bytes + CREATED_BY.length - LIBRARY.length);
        out.write(ParquetFileWriter.MAGIC);
        out.drain();
    }

    /** Where the library's name is: behind it there is no more text in the footer. */
    private static int lastName(byte[] tail, int end) {
        for (int at = end - LIBRARY.length; at >= 0; at--) {
            if (Arrays.equals(tail, at, at + LIBRARY.length, LIBRARY, 0, LIBRARY.length)) {
                return at;
            }
        }
        throw new IllegalStateException("parquet-java has not written its name into the footer");
    }

    /** As Thrift's compact protocol writes a text of less than 128 bytes: its length, and UTF-8. */
    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[1 + utf8.length];
        bytes[0] = (byte) utf8.length;
        System.arraycopy(utf8, 0, bytes, 1, utf8.length);
        return bytes;
    }

    private static String version() {
        String version = ParquetFooter.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
