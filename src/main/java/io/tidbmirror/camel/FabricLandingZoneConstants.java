package io.tidbmirror.camel;

import org.apache.camel.spi.Metadata;

/** Message headers of the component. */
public final class FabricLandingZoneConstants {
    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Database of the rows, as TiDB names it. Not needed where the body is a window.")
    public static final String SCHEMA = "CamelFabricLandingZoneSchema";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Table of the rows, as TiDB names it. Not needed where the body is a window.")
    public static final String TABLE = "CamelFabricLandingZoneTable";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Rows as maps: the CREATE TABLE statement of the table, for columns, types and key.")
    public static final String DEFINITION = "CamelFabricLandingZoneDefinition";

    @Metadata(
            label = "producer",
            javaType = "String",
            description =
                    "Rows as maps: name of the file they are all rows of. Names sort in the order in which the files"
                            + " were written; rows up to the last landed file and row number are dropped.")
    public static final String PLACE = "CamelFabricLandingZonePlace";

    @Metadata(
            label = "producer",
            javaType = "String",
            defaultValue = "op",
            description = "Rows as maps: the field in which rowMarker finds the operation.")
    public static final String OPERATION_FIELD = "CamelFabricLandingZoneOperationField";

    @Metadata(
            label = "producer",
            javaType = "String",
            description =
                    "Text that differs for different tables: what to correlate by. Set by feedPoller and rowMarker.")
    public static final String KEY = "CamelFabricLandingZoneKey";

    @Metadata(
            label = "producer",
            javaType = "io.tidbmirror.batch.PlannedFile",
            description = "Place of a changefeed file in its window. Set by feedPoller, taken by the aggregation.")
    public static final String FILE = "CamelFabricLandingZoneFile";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Set by the producer: landing folder of the table.")
    public static final String FOLDER = "CamelFabricLandingZoneFolder";

    @Metadata(
            label = "producer",
            javaType = "long",
            description = "Set by the producer: number of the table's last landing file.")
    public static final String SEQ = "CamelFabricLandingZoneSeq";

    @Metadata(
            label = "producer",
            javaType = "long",
            description = "Set by the producer: rows landed with this message.")
    public static final String ROWS = "CamelFabricLandingZoneRows";

    @Metadata(
            label = "producer",
            javaType = "String",
            description = "Set by the producer: how far the table is landed; a commit-ts in resolved mode.")
    public static final String COVERED = "CamelFabricLandingZoneCovered";

    /** Exchange property: the {@link io.tidbmirror.land.Receipt} of what was landed. */
    public static final String RECEIPT = "CamelFabricLandingZoneReceipt";

    private FabricLandingZoneConstants() {}
}
