package io.tidbmirror.camel;

import io.tidbmirror.batch.BatchLimits;
import io.tidbmirror.change.ZeroDate;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/** Values that parts of the routes take from the configuration. */
final class EdgeLookup {
    private EdgeLookup() {}

    static BatchLimits limits(CamelContext context) {
        BatchLimits limits = CamelContextHelper.findSingleByType(context, BatchLimits.class);
        return limits == null ? BatchLimits.DEFAULT : limits;
    }

    static ZeroDate zeroDate(CamelContext context) {
        String name = context.resolvePropertyPlaceholders("{{landing.zero-date:null}}");
        return ZeroDate.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
