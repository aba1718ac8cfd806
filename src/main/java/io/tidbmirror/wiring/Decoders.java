package io.tidbmirror.wiring;

import io.tidbmirror.decode.CanalJsonDecoder;
import io.tidbmirror.decode.CanalJsonOptions;
import io.tidbmirror.decode.CsvDecoder;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.decode.DumpDecoder;
import io.tidbmirror.decode.TimeRules;
import io.tidbmirror.feed.LoadFile;
import io.tidbmirror.wiring.settings.CanalJsonSettings;
import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.Settings;

/** The decoders a configuration asks for. */
final class Decoders {
    private Decoders() {}

    /** The decoder of the changefeed's format. */
    static Decoder of(Settings settings, LoadMeter meter) {
        return switch (settings.mirror().format()) {
            case CSV -> csv(settings, meter);
            case CANAL_JSON -> canalJson(settings, meter);
        };
    }

    static Decoder csv(Settings settings, LoadMeter meter) {
        CsvDecoder decoder = new CsvDecoder(settings.feed().csvOptions(), times(settings));
        return withExport(
                decoder.withTexts(LanderOpener.format(settings.landing()).rowForm()), settings, meter);
    }

    /** A decoder that reads the files of an export too, on the same way through the routes. */
    private static Decoder withExport(Decoder ofFeed, Settings settings, LoadMeter meter) {
        if (settings.snapshot().location() == null) {
            return ofFeed;
        }
        Decoder ofExport = new DumpDecoder(settings.snapshot().options(), times(settings));
        return (bytes, schema) -> bytes instanceof LoadFile
                ? new MeteredRows(ofExport.decode(bytes, schema), meter)
                : ofFeed.decode(bytes, schema);
    }

    static Decoder canalJson(Settings settings, LoadMeter meter) {
        FeedSettings feed = settings.feed();
        CanalJsonSettings json = feed.canalJson();
        CanalJsonOptions options =
                new CanalJsonOptions(json.tidbExtension(), json.deleteOnlyHandleKeyColumns(), feed.terminator());
        return withExport(new CanalJsonDecoder(options, times(settings)), settings, meter);
    }

    private static TimeRules times(Settings settings) {
        return new TimeRules(settings.landing().zeroDate(), settings.feed().timeZone());
    }
}
