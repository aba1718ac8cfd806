package io.tidbmirror.land.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/** The end of a file: page indexes, and a footer that names this program as its writer. */
final class ParquetFooter {
    /** In the form that readers parse, parquet-format FileMetaData.created_by: name, version, build. */
    private static final String CREATED_BY = "TiDB Mirror version " + version() + " (build parquet-java)";

    private static final int FOOTER_VERSION = 1;
    private static final int TRAILER_BYTES = Integer.BYTES + ParquetFileWriter.MAGIC.length;

    private ParquetFooter() {}

    /** Ends the file. parquet-java puts its own name into the footer, so its footer is held back and written anew. */
    static void write(ParquetFileWriter writer, MessageType schema, Map<String, String> provenance, LandingOutput out)
            throws IOException {
        out.hold();
        writer.end(Map.of());
        byte[] tail = out.release();
        int footerBytes = BytesUtils.readIntLittleEndian(ByteBuffer.wrap(tail), tail.length - TRAILER_BYTES);
        out.write(tail, 0, tail.length - TRAILER_BYTES - footerBytes);
        long start = out.getPos();
        FileMetaData file = new FileMetaData(schema, provenance, CREATED_BY);
        ParquetMetadata footer = new ParquetMetadata(file, writer.getFooter().getBlocks());
        Util.writeFileMetaData(new ParquetMetadataConverter().toParquetMetadata(FOOTER_VERSION, footer), out);
        BytesUtils.writeIntLittleEndian(out, Math.toIntExact(out.getPos() - start));
        out.write(ParquetFileWriter.MAGIC);
        out.drain();
    }

    private static String version() {
        String version = ParquetFooter.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
