/** The Camel edge: component, data formats, row-marker processor and aggregation. Holds no rules about data. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.camel;
