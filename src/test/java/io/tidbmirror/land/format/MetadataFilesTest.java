package io.tidbmirror.land.format;

import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataFilesTest {
    @Test
    void metadataNamesTheKeyInKeyOrder() {
        TableSchema schema = new TableSchema(
                new TableId("s", "t"),
                1,
                List.of(
                        column("a", ValueKind.INT32),
                        column("größe \"1\"", ValueKind.TEXT),
                        column("c.d", ValueKind.DATE)),
                List.of(2, 1));
        assertThat(new String(new ParquetFormat(Compression.SNAPPY).metadata(schema), StandardCharsets.UTF_8))
                .isEqualTo("{\"keyColumns\":[\"c.d\",\"größe \\\"1\\\"\"],"
                        + "\"fileDetectionStrategy\":\"SequentialFileName\",\"FileFormat\":\"parquet\"}");
    }

    @Test
    void partnerEventsTellTheSource() {
        PartnerEvents events = new PartnerEvents("TiDB Mirror");
        assertThat(new String(events.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"partnerName\":\"TiDB Mirror\",\"sourceInfo\":{\"sourceType\":\"TiDB\","
                        + "\"sourceVersion\":\"\",\"additionalInformation\":{}}}");
    }
}
