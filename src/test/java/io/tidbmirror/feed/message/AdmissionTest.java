package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The partition of the rows has messages from offset 10 on and is read from 20 on; the one of the statements from 5 on. */
class AdmissionTest {
    private static final TableId A = new TableId("shop", "a");
    private static final Partition STATEMENTS = FedByHand.PARTITIONS.get(0);
    private static final Partition ROWS = FedByHand.PARTITIONS.get(1);

    private final MemoryCoverage coverage = new MemoryCoverage();
    private final Backlog backlog = new Backlog(new Holding(1 << 20, null), "\n", table -> true, false);
    private final Statements statements = new Statements(false);
    private final Admission admission = admission(Dispatcher.TABLE);

    private Admission admission(Dispatcher dispatcher) {
        return new Admission(
                coverage,
                backlog,
                statements,
                new KnownTopics(topics -> Map.of(), backlog, statements, Clock.systemUTC()),
                new Reading(dispatcher, false, false));
    }

    @BeforeEach
    void read() {
        statements.partitions(FedByHand.PARTITIONS);
        statements.begin(STATEMENTS, 5, 5);
        backlog.partitions(FedByHand.PARTITIONS);
        backlog.assigned(ROWS, 20, 10, OptionalLong.empty());
    }

    private Admission.Answer ask(boolean stopped, BacklogView.Rows... rows) throws IOException {
        BacklogView view = new BacklogView(
                OptionalLong.empty(),
                Set.copyOf(FedByHand.PARTITIONS),
                false,
                Map.of(ROWS, new BacklogView.Read(1, 20, 10, 30, Envelope.NONE, null, Map.of(), OptionalLong.empty())),
                Map.of(A, List.of(rows)));
        return admission.of(A, List.of(rows), view, stopped);
    }

    private static BacklogView.Rows rowsAt(Partition partition, long oldestOffset) {
        return new BacklogView.Rows(partition, List.of(), 0, null, oldestOffset, List.of());
    }

    private void remember(long rows, long statements) {
        TableHint hint = new TableHint(
                new TreeMap<>(Map.of(ROWS, rows)), new TreeMap<>(Map.of(STATEMENTS, statements)), null, Map.of());
        coverage.remember(A, hint.words());
    }

    private TableHint remembered() {
        return TableHint.parse(A, coverage.hint(A));
    }

    @Test
    void aNewTableBeginsAtItsOldestRowAndHeadRemembersThat() throws IOException {
        assertThat(ask(false, rowsAt(ROWS, 22))).isInstanceOf(Admission.Admitted.class);
        assertThat(remembered().rows()).isEqualTo(Map.of(ROWS, 22L));
        assertThat(remembered().statements()).isEqualTo(Map.of(STATEMENTS, 5L));
    }

    @Test
    void aNewTableWaitsWhereEarlierStatementsMayTellOfIt() throws IOException {
        statements.begin(STATEMENTS, 8, 5);

        assertThat(ask(false, rowsAt(ROWS, 22))).isEqualTo(new Admission.Awaited(false));
        assertThat(statements.seeks()).isEqualTo(Map.of(STATEMENTS, 5L));
        assertThat(coverage.hint(A)).isEmpty();
    }

    @Test
    void aTableWhoseRowsAreHeldFromWhereHeadSaysComesIn() throws IOException {
        remember(20, 5);

        assertThat(ask(false)).isInstanceOf(Admission.Admitted.class);
        assertThat(backlog.seeks()).isEmpty();
    }

    @Test
    void rowsBeforeThoseThatAreHeldAreReadAgain() throws IOException {
        remember(12, 5);

        assertThat(ask(false)).isEqualTo(new Admission.Awaited(true));
        assertThat(backlog.seeks()).isEqualTo(Map.of(ROWS, 12L));
    }

    @Test
    void rowsOfATableThatWasStoppedAreReadAgainSinceTheyWereNotHeld() throws IOException {
        remember(25, 5);

        assertThat(ask(true)).isEqualTo(new Admission.Awaited(true));
        assertThat(backlog.seeks()).isEqualTo(Map.of(ROWS, 25L));
    }

    @Test
    void rowsThatTheTopicHasNoMoreRefuseTheTable() throws IOException {
        remember(9, 5);

        assertThat(ask(false)).isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                .startsWith("table shop.a needs the messages of t/1 from offset 9")
                .contains("retention"));
        assertThat(backlog.seeks()).isEmpty();
    }

    @Test
    void aPartitionThatIsBehindWhatWasReadOfItIsReadOn() throws IOException {
        backlog.ends(Map.of(ROWS, 40L));
        remember(40, 5);

        assertThat(ask(false)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aPartitionThatEndsBeforeWhatWasReadOfItRefusesTheTableOnceThatIsSure() throws IOException {
        backlog.ends(Map.of(ROWS, 30L));
        remember(40, 5);

        assertThat(ask(false)).isEqualTo(new Admission.Awaited(false));
        backlog.ends(Map.of(ROWS, 30L)); // may have been under way
        assertThat(ask(false)).isEqualTo(new Admission.Awaited(false));
        backlog.ends(Map.of(ROWS, 31L));

        assertThat(ask(false)).isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                .startsWith("table shop.a was read up to offset 40 of t/1, which ends before it"));
    }

    @Test
    void anEndThatWasOnlyOldIsNoReason() throws IOException {
        backlog.ends(Map.of(ROWS, 30L));
        remember(40, 5);
        assertThat(ask(false)).isEqualTo(new Admission.Awaited(false));

        backlog.ends(Map.of(ROWS, 41L));
        assertThat(ask(false)).isInstanceOf(Admission.Admitted.class);

        backlog.ends(Map.of(ROWS, 41L));
        remember(50, 5);
        assertThat(ask(false)).as("another doubt").isEqualTo(new Admission.Awaited(false));
    }

    @Test
    void theFirstMessageThatIsThereMayBeNeeded() throws IOException {
        remember(10, 5);

        assertThat(ask(false)).isEqualTo(new Admission.Awaited(true));
        assertThat(backlog.seeks()).isEqualTo(Map.of(ROWS, 10L));
    }

    @Test
    void statementsThatTheTopicHasNoMoreRefuseTheTable() throws IOException {
        remember(20, 4);

        assertThat(ask(false)).isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                .startsWith("table shop.a needs the messages of t/0 from offset 4"));
    }

    @Test
    void rowsInTwoPartitionsRefuseATableThatShouldBeInOne() throws IOException {
        assertThat(ask(false, rowsAt(STATEMENTS, 21), rowsAt(ROWS, 22)))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                        .contains("kafka.dispatcher"));
    }

    @Test
    void aPartitionThatIsNotReadIsAwaitedAndTheTableStaysStopped() throws IOException {
        TreeMap<Partition, Long> elsewhere = new TreeMap<>(Map.of(STATEMENTS, 3L));
        coverage.remember(A, new TableHint(elsewhere, elsewhere, null, Map.of()).words());

        assertThat(ask(true)).isEqualTo(new Admission.Awaited(false));
    }

    @Test
    void aTableThatIsLandedFromAnotherInputIsRefused() throws IOException {
        coverage.cover(A, Covered.below(50));

        assertThat(ask(false, rowsAt(ROWS, 22)))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                        .contains("another input"));
    }

    @Test
    void aTableThatIsQuarantinedStaysSo() throws IOException {
        coverage.quarantine(A, "a test");

        assertThat(ask(true)).isEqualTo(new Admission.Stopped());
    }

    @Test
    void statementsBeforeThoseThatAreKnownAreReadAgainWhetherRowsWereSeenOrNot() throws IOException {
        statements.begin(STATEMENTS, 8, 5);
        remember(20, 7);
        assertThat(ask(false)).isEqualTo(new Admission.Awaited(true));
        assertThat(statements.seeks()).isEqualTo(Map.of(STATEMENTS, 7L));

        coverage.remember(
                A, new TableHint(new TreeMap<>(), new TreeMap<>(Map.of(STATEMENTS, 6L)), null, Map.of()).words());
        assertThat(ask(false, rowsAt(ROWS, 22))).isEqualTo(new Admission.Awaited(true));
        assertThat(statements.seeks()).isEqualTo(Map.of(STATEMENTS, 6L));
    }

    @Test
    void aPartitionThatHeadDoesNotNameIsReadUpToWhatIsLandedFirst() throws IOException {
        coverage.cover(A, Covered.below(35));
        remember(20, 5);

        assertThat(askSpread(34)).isEqualTo(new Admission.Awaited(false));
        assertThat(askSpread(35)).isInstanceOf(Admission.Admitted.class);
    }

    private Admission.Answer askSpread(long watermark) throws IOException {
        BacklogView view = new BacklogView(
                OptionalLong.empty(),
                Set.copyOf(FedByHand.PARTITIONS),
                true,
                Map.of(
                        ROWS, new BacklogView.Read(1, 20, 10, 30, 90, null, Map.of(), OptionalLong.empty()),
                        STATEMENTS, new BacklogView.Read(2, 0, 0, 9, watermark, null, Map.of(), OptionalLong.empty())),
                Map.of());
        return admission(Dispatcher.INDEX_VALUE).of(A, List.of(), view, false);
    }
}
