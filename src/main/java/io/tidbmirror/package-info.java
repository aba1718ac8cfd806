/**
 * TiDB Mirror: change → decode → mark → batch → land.
 *
 * <p>Data flows one way through these packages; only an acknowledgement comes back, as an explicit value.
 */
@org.jspecify.annotations.NullMarked
package io.tidbmirror;
