package io.tidbmirror.camel;

import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.decode.ProjectedRows;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Turns a reference to a changefeed file into its rows. Nothing is opened: the rows are decoded when their window lands,
 * and again if it has to land again.
 */
abstract class TicdcDataFormat extends ServiceSupport implements DataFormat, DataFormatName {
    private final String name;
    private final String decoder;
    private volatile @Nullable ZeroDate zeroDate;

    TicdcDataFormat(String name, String decoder) {
        this.name = name;
        this.decoder = decoder;
    }

    @Override
    public final String getDataFormatName() {
        return name;
    }

    @Override
    public final Object unmarshal(Exchange exchange, Object body) {
        if (!(body instanceof PlannedFile file)) {
            throw new IllegalArgumentException(name + " takes a file of a changefeed as the source routes send it, not "
                    + (body == null ? "an empty body" : body.getClass().getName())
                    + "; for streams of rows use the csv or json data format of Camel (routes/examples)");
        }
        ChangeSource rows = CamelContextHelper.mandatoryLookup(exchange.getContext(), decoder, Decoder.class)
                .decode(file.bytes(), file.schema());
        return ProjectedRows.of(rows, file.projection(), zeroDate(exchange.getContext()));
    }

    /** Placeholders cost more than a small file. */
    private ZeroDate zeroDate(CamelContext context) {
        ZeroDate known = zeroDate;
        if (known == null) {
            known = EdgeLookup.zeroDate(context);
            zeroDate = known;
        }
        return known;
    }

    @Override
    public final Object unmarshal(Exchange exchange, InputStream stream) {
        return unmarshal(exchange, (Object) stream);
    }

    @Override
    public final void marshal(Exchange exchange, Object graph, OutputStream stream) {
        throw new UnsupportedOperationException(
                name + " only reads what TiCDC wrote; landing files are written by fabric-landing-zone");
    }
}
