/** The vocabulary: tables, columns, commit timestamps, blocks of changes and the three kinds of error. Depends on nothing of ours. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.change;
