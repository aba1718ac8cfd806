/** Where changes come from: the changefeed's folder, its schema files, its checkpoint, and what is new below it. */
@org.jspecify.annotations.NullMarked
package io.tidbmirror.feed;
