/** TiCDC bytes into blocks of typed columns. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.decode;
