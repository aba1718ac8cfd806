package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.decode.RowFilter.Verdict;
import org.junit.jupiter.api.Test;

class RowFilterTest {
    private static RowFilter filter(long from, long to, long version) {
        return new RowFilter(new CommitRange(from, to), RowChoice.ALL, version);
    }

    @Test
    void theRangeBeginsWithItsFirstAndEndsBeforeItsLastCommitTs() throws BadRowException {
        RowFilter filter = filter(10, 20, 5);
        assertThat(filter.judge(9, 0)).isEqualTo(Verdict.SKIP);
        assertThat(filter.judge(10, 0)).isEqualTo(Verdict.TAKE);
        assertThat(filter.judge(19, 0)).isEqualTo(Verdict.TAKE);
        assertThat(filter.judge(20, 0)).isEqualTo(Verdict.END);
    }

    @Test
    void rowsUpToTheVersionAreOfAnEarlierSchema() throws BadRowException {
        RowFilter filter = filter(10, 20, 12);
        assertThat(filter.judge(12, 0)).isEqualTo(Verdict.SKIP);
        assertThat(filter.judge(13, 0)).isEqualTo(Verdict.TAKE);
    }

    @Test
    void commitTsNeverGoesBackButMayStay() throws BadRowException {
        RowFilter filter = filter(0, 20, 0).after(11);
        assertThat(filter.judge(11, 0)).isEqualTo(Verdict.TAKE);
        assertThat(filter.judge(ChangeBlock.NO_COMMIT_TS, 0)).isEqualTo(Verdict.TAKE);
        assertThatThrownBy(() -> filter.judge(10, 7)).isInstanceOf(BadRowException.class);
        filter.restart();
        assertThat(filter.judge(10, 0)).isEqualTo(Verdict.TAKE);
    }
}
