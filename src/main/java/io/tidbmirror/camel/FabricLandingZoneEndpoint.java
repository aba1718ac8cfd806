package io.tidbmirror.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Land table changes in a Microsoft Fabric Open Mirroring landing zone, each change once. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "fabric-landing-zone",
        title = "Fabric Landing Zone",
        syntax = "fabric-landing-zone:name",
        category = {Category.CLOUD, Category.FILE},
        producerOnly = true,
        headersClass = FabricLandingZoneConstants.class)
public class FabricLandingZoneEndpoint extends DefaultEndpoint implements EndpointServiceLocation {
    @UriPath(description = "Name of the landing zone, for messages and health checks.")
    @Metadata(required = true)
    private String name;

    @UriParam
    private FabricLandingZoneConfiguration configuration;

    FabricLandingZoneEndpoint(
            String uri,
            FabricLandingZoneComponent component,
            String name,
            FabricLandingZoneConfiguration configuration) {
        super(uri, component);
        this.name = name;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new FabricLandingZoneProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("fabric-landing-zone is a producer: use it in 'to', not in 'from'");
    }

    /** The landing zone these options stand for. */
    Landing landing() {
        Landings landings = CamelContextHelper.mandatoryLookup(getCamelContext(), Landings.BEAN, Landings.class);
        return landings.open(
                new LandingOptions(name, configuration.getZone(), configuration.getState(), configuration.getFormat()));
    }

    @Override
    public FabricLandingZoneComponent getComponent() {
        return (FabricLandingZoneComponent) super.getComponent();
    }

    @Override
    public @Nullable String getServiceUrl() {
        return configuration.getZone();
    }

    @Override
    public String getServiceProtocol() {
        return "fabric-landing-zone";
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public FabricLandingZoneConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(FabricLandingZoneConfiguration configuration) {
        this.configuration = configuration;
    }
}
