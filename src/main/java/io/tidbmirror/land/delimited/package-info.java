/** Delimited landing files (CSV), their metadata, and what Fabric's data types for them cannot say. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.land.delimited;
