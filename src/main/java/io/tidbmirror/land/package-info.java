/** The landing protocol: each window becomes exactly one sequence of files, whatever crashes. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.land;
