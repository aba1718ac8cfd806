/**
 * The Camel edge: component {@code fabric-landing-zone}, data formats {@code ticdc-csv} and {@code ticdc-canal-json},
 * processors {@code feedPoller} and {@code rowMarker}, aggregation {@code windowPerTable}. Holds no rules about data.
 *
 * <p>The seam to {@code wiring} is the registry, and nothing else. This package looks up:
 *
 * <ul>
 *   <li>{@code windowFeed}: {@link io.tidbmirror.camel.WindowFeed}, what is to be read now, and where word goes of how each
 *       window ended
 *   <li>{@code landings}: {@link io.tidbmirror.camel.Landings}, the landing zone of an endpoint
 *   <li>{@code eventHints}: {@link io.tidbmirror.camel.EventHints}, where events go
 *   <li>{@code ticdcCsvDecoder}, {@code ticdcCanalJsonDecoder}: {@link io.tidbmirror.decode.Decoder}
 *   <li>the one {@link io.tidbmirror.batch.BatchLimits}
 *   <li>the property {@code landing.zero-date}, and in the routes {@code mirror.*}, {@code feed.poll-interval} and {@code
 *       event-grid.*}
 * </ul>
 *
 * What it binds itself comes into every Camel context by {@link io.tidbmirror.camel.CamelEdge}.
 */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.camel;
