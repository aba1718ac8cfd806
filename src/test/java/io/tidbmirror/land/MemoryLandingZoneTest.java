package io.tidbmirror.land;

class MemoryLandingZoneTest extends LandingZoneContract {
    private final LandingZone zone = new MemoryLandingZone();

    @Override
    protected LandingZone zone() {
        return zone;
    }
}
