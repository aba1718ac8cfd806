/** What people and tools are told about tables, from their HEADs. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.wiring.status;
