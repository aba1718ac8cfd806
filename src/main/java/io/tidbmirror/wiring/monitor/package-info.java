/** What operators watch: metrics and health checks (docs/operations.md). */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.wiring.monitor;
