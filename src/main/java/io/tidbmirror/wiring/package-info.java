/** Reads the configuration, picks the adapters and binds everything into the Camel registry. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.wiring;
