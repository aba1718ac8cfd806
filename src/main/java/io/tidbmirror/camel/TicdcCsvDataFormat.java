package io.tidbmirror.camel;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Dataformat;

/** TiCDC's CSV files of a storage sink. */
@Dataformat("ticdc-csv")
@Metadata(firstVersion = "0.1.0", title = "TiCDC CSV")
public final class TicdcCsvDataFormat extends TicdcDataFormat {
    public TicdcCsvDataFormat() {
        super("ticdc-csv", "ticdcCsvDecoder");
    }
}
