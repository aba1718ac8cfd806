/** The configuration: every key with its default, unit and purpose, read into one typed record for each group. Camel is asked for placeholders in values only. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.wiring.settings;
