/** File formats of the landing zone and the metadata files beside them. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.land.format;
