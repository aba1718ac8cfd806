/** Azure Storage: the ports of the core on Blob Storage and OneLake. Holds no rule about sequence numbers or rows. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.azure;
