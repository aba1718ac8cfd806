package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.decode.CsvDecoder;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.wiring.settings.Settings;

/** The decoders a configuration asks for. */
final class Decoders {
    private Decoders() {}

    /** The decoder of the changefeed's format. */
    static Decoder of(Settings settings) {
        return switch (settings.mirror().format()) {
            case CSV -> csv(settings);
            case CANAL_JSON -> throw FatalException.configuration("mirror.format=canal-json: not in this build");
        };
    }

    static Decoder csv(Settings settings) {
        return new CsvDecoder(settings.feed().csvOptions(), settings.landing().zeroDate());
    }
}
