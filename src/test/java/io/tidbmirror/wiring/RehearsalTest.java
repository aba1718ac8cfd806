package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidbmirror.land.delimited.DelimitedFormat;
import io.tidbmirror.land.format.Compression;
import io.tidbmirror.land.format.ParquetFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {
    @ParameterizedTest
    @EnumSource
    void aRowOfEachKindIsWrittenAsParquet(Compression compression) {
        assertThatCode(new Rehearsal(new ParquetFormat(compression))::run).doesNotThrowAnyException();
    }

    @Test
    void aRowOfEachKindIsWrittenAsDelimitedText() {
        assertThatCode(new Rehearsal(new DelimitedFormat())::run).doesNotThrowAnyException();
    }
}
