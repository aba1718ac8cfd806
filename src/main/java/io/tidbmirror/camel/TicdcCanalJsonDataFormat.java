package io.tidbmirror.camel;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Dataformat;

/** TiCDC's canal-JSON files of a storage sink. */
@Dataformat("ticdc-canal-json")
@Metadata(firstVersion = "0.1.0", title = "TiCDC canal-JSON")
public final class TicdcCanalJsonDataFormat extends TicdcDataFormat {
    public TicdcCanalJsonDataFormat() {
        super("ticdc-canal-json", "ticdcCanalJsonDecoder");
    }
}
