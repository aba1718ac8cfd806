package io.tidbmirror.wiring.settings;

import java.util.List;

/**
 * Options of protocol canal-json that decide how messages are read, as TiCDC names them.
 *
 * @param tidbExtension whether messages carry {@code _tidb} with the commit-ts
 * @param deleteOnlyHandleKeyColumns whether a delete holds the columns of the handle only
 */
public record CanalJsonSettings(boolean tidbExtension, boolean deleteOnlyHandleKeyColumns) {
    static final Setting<Boolean> ENABLE_TIDB_EXTENSION = Setting.of(
            "feed.enable-tidb-extension",
            Kind.FLAG,
            "false",
            "Whether messages carry `_tidb` with the commit-ts (set in the sink URI). Mode `resolved` needs it.");
    static final Setting<Boolean> CONTENT_COMPATIBLE = Setting.of(
            "feed.content-compatible",
            Kind.FLAG,
            "false",
            "Whether messages carry full type descriptions. Each message shows it, whatever is set here.");
    static final Setting<Boolean> ONLY_OUTPUT_UPDATED_COLUMNS = Setting.of(
            "feed.only-output-updated-columns",
            Kind.FLAG,
            "false",
            "Whether the old image of an update holds its changed columns only. Each message shows it, whatever is set here.");
    static final Setting<Boolean> DELETE_ONLY_OUTPUT_HANDLE_KEY_COLUMNS = Setting.of(
            "feed.delete-only-output-handle-key-columns",
            Kind.FLAG,
            "false",
            "Whether a delete holds the columns of its key only. TiCDC refuses it with csv.");

    static final List<Setting<?>> ALL = List.of(
            ENABLE_TIDB_EXTENSION,
            CONTENT_COMPATIBLE,
            ONLY_OUTPUT_UPDATED_COLUMNS,
            DELETE_ONLY_OUTPUT_HANDLE_KEY_COLUMNS);

    static CanalJsonSettings of(Values values) {
        return new CanalJsonSettings(
                values.get(ENABLE_TIDB_EXTENSION), values.get(DELETE_ONLY_OUTPUT_HANDLE_KEY_COLUMNS));
    }
}
