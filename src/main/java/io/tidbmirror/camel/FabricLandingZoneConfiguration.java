package io.tidbmirror.camel;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Options of component and endpoint; what is not set comes from {@code landing.*}. */
@UriParams
public class FabricLandingZoneConfiguration implements Cloneable {
    @UriParam(description = "Landing zone: a file: URL or the OneLake URL that Fabric shows. Default: landing.zone.")
    private @Nullable String zone;

    @UriParam(
            label = "advanced",
            description =
                    "Where the HEADs of the tables live: a file: URL or a blob container URL. Default: landing.state.")
    private @Nullable String state;

    @UriParam(enums = "parquet,csv", description = "File format of the landing files. Default: landing.format.")
    private @Nullable String format;

    public FabricLandingZoneConfiguration copy() {
        try {
            return (FabricLandingZoneConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getZone() {
        return zone;
    }

    public void setZone(@Nullable String zone) {
        this.zone = zone;
    }

    public @Nullable String getState() {
        return state;
    }

    public void setState(@Nullable String state) {
        this.state = state;
    }

    public @Nullable String getFormat() {
        return format;
    }

    public void setFormat(@Nullable String format) {
        this.format = format;
    }
}
