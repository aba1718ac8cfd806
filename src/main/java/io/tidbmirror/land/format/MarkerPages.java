package io.tidbmirror.land.format;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.SortedSet;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.dictionary.DictionaryValuesReader;
import org.apache.parquet.column.values.dictionary.PlainValuesDictionary.PlainIntegerDictionary;
import org.apache.parquet.column.values.plain.PlainValuesReader.IntegerPlainValuesReader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** The values of a REQUIRED INT32 column of one row group, of which pages hold values and no levels. */
final class MarkerPages {
    private static final int MAX_PAGE = 1 << 28;

    private final CompressionCodecName codec;
    private final InputStream in;
    private @Nullable Dictionary dictionary;

    MarkerPages(CompressionCodecName codec, InputStream in) {
        this.codec = codec;
        this.in = in;
    }

    /** Adds each value that occurs. */
    void read(long rows, SortedSet<Integer> found) throws IOException {
        for (long left = rows; left > 0; ) {
            PageHeader header = Util.readPageHeader(in);
            byte[] page = page(header);
            if (header.isSetDictionary_page_header()) {
                int values = header.getDictionary_page_header().getNum_values();
                dictionary =
                        new PlainIntegerDictionary(new DictionaryPage(BytesInput.from(page), values, Encoding.PLAIN));
            } else if (header.isSetData_page_header()) {
                int values = header.getData_page_header().getNum_values();
                addValues(reader(header), page, values, found);
                left -= values;
            } else {
                throw new IOException("a page is of type " + header.getType());
            }
        }
    }

    private static void addValues(ValuesReader reader, byte[] page, int values, SortedSet<Integer> found)
            throws IOException {
        if (values <= 0) {
            throw new IOException("a page has " + values + " values");
        }
        reader.initFromPage(values, ByteBufferInputStream.wrap(ByteBuffer.wrap(page)));
        int last = reader.readInteger();
        found.add(last);
        for (int i = 1; i < values; i++) {
            int value = reader.readInteger();
            if (value != last) {
                found.add(value);
                last = value;
            }
        }
    }

    private ValuesReader reader(PageHeader header) throws IOException {
        org.apache.parquet.format.Encoding encoding =
                header.getData_page_header().getEncoding();
        return switch (encoding) {
            case PLAIN -> new IntegerPlainValuesReader();
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (dictionary == null) {
                    throw new IOException("a page needs a dictionary and there is none");
                }
                yield new DictionaryValuesReader(dictionary);
            }
            case RLE, BIT_PACKED, DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, BYTE_STREAM_SPLIT ->
                throw new IOException("a page has the encoding " + encoding);
        };
    }

    private byte[] page(PageHeader header) throws IOException {
        int length = header.getUncompressed_page_size();
        if (length < 0 || length > MAX_PAGE) {
            throw new IOException("a page has " + length + " bytes");
        }
        byte[] stored = in.readNBytes(header.getCompressed_page_size());
        byte[] page =
                switch (codec) {
                    case UNCOMPRESSED -> stored;
                    case SNAPPY -> Snappy.uncompress(stored);
                    case ZSTD -> Zstd.decompress(stored, length);
                    case GZIP, LZO, BROTLI, LZ4, LZ4_RAW -> throw new IOException("compressed with " + codec);
                };
        if (page.length != length) {
            throw new IOException("a page has " + page.length + " bytes and says " + length);
        }
        return page;
    }
}
