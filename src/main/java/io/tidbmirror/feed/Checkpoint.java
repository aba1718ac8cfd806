package io.tidbmirror.feed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The changefeed's checkpoint: the greatest one seen, since a restarted changefeed may write a smaller one. */
final class Checkpoint {
    static final String PATH = "metadata";

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private static final long NONE = -1;
    private static final String ABSENT = "the changefeed's folder has no file " + PATH
            + ": its first checkpoint is not written yet, or feed.location is another folder: it must be the path of the"
            + " sink URI, with " + PATH + " right in it, and none above or below";

    private long greatest = NONE;

    OptionalLong greatest() {
        return greatest == NONE ? OptionalLong.empty() : OptionalLong.of(greatest);
    }

    /**
     * Takes the content of {@code metadata}, null if there is none.
     *
     * @return null, or why there is no checkpoint in it; the greatest one stays
     */
    @Nullable
    String update(byte @Nullable [] content) {
        if (content == null) {
            return greatest == NONE ? ABSENT : null;
        }
        try {
            JsonNode value = JSON.readTree(content).path("checkpoint-ts");
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                return error("it has no checkpoint-ts");
            }
            greatest = Math.max(greatest, value.longValue());
            return null;
        } catch (IOException e) {
            return error("it is not JSON");
        }
    }

    private static String error(String why) {
        return "the changefeed's file " + PATH + " cannot be read: " + why
                + "; it should be {\"checkpoint-ts\":…} as TiCDC writes it";
    }
}
