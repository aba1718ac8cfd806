package io.tidbmirror.wiring;

import io.tidbmirror.decode.CanalJsonDecoder;
import io.tidbmirror.decode.CanalJsonOptions;
import io.tidbmirror.decode.CsvDecoder;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.decode.TimeRules;
import io.tidbmirror.wiring.settings.CanalJsonSettings;
import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.Settings;

/** The decoders a configuration asks for. */
final class Decoders {
    private Decoders() {}

    /** The decoder of the changefeed's format. */
    static Decoder of(Settings settings) {
        return switch (settings.mirror().format()) {
            case CSV -> csv(settings);
            case CANAL_JSON -> canalJson(settings);
        };
    }

    static Decoder csv(Settings settings) {
        return new CsvDecoder(settings.feed().csvOptions(), times(settings));
    }

    static Decoder canalJson(Settings settings) {
        FeedSettings feed = settings.feed();
        CanalJsonSettings json = feed.canalJson();
        CanalJsonOptions options = new CanalJsonOptions(
                json.tidbExtension(),
                json.contentCompatible(),
                json.onlyUpdatedColumns(),
                feed.outputRawChangeEvent(),
                json.deleteOnlyHandleKeyColumns(),
                feed.terminator());
        return new CanalJsonDecoder(options, times(settings));
    }

    private static TimeRules times(Settings settings) {
        return new TimeRules(settings.landing().zeroDate(), settings.feed().timeZone());
    }
}
