package io.tidbmirror.camel;

import io.tidbmirror.batch.BatchLimits;
import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.RowFile;
import io.tidbmirror.batch.WindowBuilder;
import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TransientException;
import io.tidbmirror.land.Receipt;
import io.tidbmirror.mark.MarkedSource;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Hands the files of one window to {@code batch}, which decides when the window is complete; Camel finds the completion
 * predicate in the strategy itself.
 */
final class WindowAggregation implements AggregationStrategy, Predicate {
    static final String BEAN = "windowPerTable";

    private final OpenWindows windows;
    private final RowFiles rowFiles = new RowFiles();

    /** As they were for the first window: to find them, Camel searches all that is bound. */
    private volatile @Nullable BatchLimits limits;

    WindowAggregation(OpenWindows windows) {
        this.windows = windows;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange group, Exchange next) {
        PlannedFile file = MirrorHeaders.file(next.getMessage());
        return file == null ? addRows(group, next) : addFile(group, next, file);
    }

    private Exchange addFile(@Nullable Exchange group, Exchange next, PlannedFile file) {
        MarkedSource rows = rows(next, file);
        WindowBuilder builder = builder(group);
        if (group == null || builder == null || !builder.plan().equals(file.plan())) {
            builder = new WindowBuilder(file.plan(), limits(next.getContext()));
            next.getMessage().removeHeader(FabricLandingZoneConstants.FILE);
            next.getMessage().setBody(builder);
            group = next;
        }
        builder.add(file, rows);
        return group;
    }

    private BatchLimits limits(CamelContext context) {
        BatchLimits known = limits == null ? EdgeLookup.limits(context) : limits;
        limits = known;
        return known;
    }

    /** Rows as maps: how many files make a window is the route's to say. */
    private Exchange addRows(@Nullable Exchange group, Exchange next) {
        RowFile file = rowFiles.read(next);
        if (group != null && group.getMessage().getBody() instanceof RowFileGroup rows) {
            rows.add(file);
            return group;
        }
        next.getMessage().setBody(RowFileGroup.of(file));
        return next;
    }

    @Override
    public boolean matches(Exchange group) {
        WindowBuilder builder = builder(group);
        return builder != null && builder.isComplete();
    }

    /** The group becomes a window. One that is forced out incomplete stays a builder, which no landing zone takes. */
    @Override
    public void onCompletion(@Nullable Exchange group) {
        WindowBuilder builder = builder(group);
        if (group != null && builder != null) {
            group.getExchangeExtension().addOnCompletion(new Ending(builder.plan()));
            if (builder.isComplete()) {
                windows.complete(builder.plan());
                group.getMessage().setBody(builder.toWindow());
            }
        }
    }

    private static @Nullable WindowBuilder builder(@Nullable Exchange group) {
        return group != null && group.getMessage().getBody() instanceof WindowBuilder builder ? builder : null;
    }

    private static MarkedSource rows(Exchange next, PlannedFile file) {
        if (next.getMessage().getBody() instanceof MarkedSource rows) {
            return rows;
        }
        throw FatalException.configuration(
                "table " + file.plan().table() + ": the rows of " + file.bytes().name()
                        + " came to the aggregate step without row markers, so nothing of them was landed; the land route needs"
                        + " 'process: {ref: rowMarker}' between unmarshal and aggregate");
    }

    /** Tells how the window ended, whatever the steps behind the aggregate made of it. */
    private final class Ending extends SynchronizationAdapter {
        private final WindowPlan plan;

        Ending(WindowPlan plan) {
            this.plan = plan;
        }

        @Override
        public void onDone(Exchange exchange) {
            Receipt receipt = exchange.getProperty(FabricLandingZoneConstants.RECEIPT, Receipt.class);
            if (receipt != null) {
                windows.landed(plan, receipt);
            } else {
                windows.failed(plan, cause(exchange));
            }
        }

        private Throwable cause(Exchange exchange) {
            if (exchange.getException() != null) {
                return exchange.getException();
            }
            Throwable handled = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            return handled != null
                    ? handled
                    : new TransientException("table " + plan.table() + ": the land route ended without landing", null);
        }
    }
}
