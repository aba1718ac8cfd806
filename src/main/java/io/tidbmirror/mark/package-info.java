/** Operations into the row markers of Fabric Open Mirroring. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.mark;
