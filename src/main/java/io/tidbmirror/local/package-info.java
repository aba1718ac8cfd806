/** The storage ports on a local folder. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.local;
