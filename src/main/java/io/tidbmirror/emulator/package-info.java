/**
 * An endpoint of our own that answers as OneLake does, on a local folder: for the demo, for tests and for trying a
 * configuration. It speaks the part of the DFS and Blob APIs of Azure Storage that the mirror uses, and refuses what OneLake
 * refuses. Depends on nothing of ours; nothing but the command line depends on it.
 */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.emulator;
