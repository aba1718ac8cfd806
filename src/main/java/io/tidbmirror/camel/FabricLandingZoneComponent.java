package io.tidbmirror.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/** Lands windows of table changes in a Microsoft Fabric Open Mirroring landing zone. */
@Component("fabric-landing-zone")
public class FabricLandingZoneComponent extends HealthCheckComponent {
    @Metadata(description = "Options of all endpoints that do not set their own.")
    private FabricLandingZoneConfiguration configuration = new FabricLandingZoneConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        FabricLandingZoneEndpoint endpoint = new FabricLandingZoneEndpoint(uri, this, remaining, configuration.copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public FabricLandingZoneConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(FabricLandingZoneConfiguration configuration) {
        this.configuration = configuration;
    }
}
