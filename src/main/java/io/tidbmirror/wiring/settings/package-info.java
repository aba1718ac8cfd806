/** The configuration: every key with its default, unit and purpose, read into one typed record for each group. Knows no Camel. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.wiring.settings;
