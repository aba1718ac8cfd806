package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.FaultyStores.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What commands do to a table, with storage that fails at one request after the other. It ends by an {@link IOException} or is
 * done; no rows are lost or landed twice; done again without the fault, and the mirror run, everything is as if there had been none.
 */
class FaultAtEveryRequestTest extends RebuiltTable {
    private static final int MOST_REQUESTS = 500;

    /** What a process does. */
    private interface Act {
        void by(FaultAtEveryRequestTest test, Lander lander) throws IOException;
    }

    /** How a table is before a command. */
    private enum Before {
        NOTHING((test, lander) -> {}),
        LANDED((test, lander) -> lander.land(TABLE, test.log.window(0, 25))),
        PENDING((test, lander) -> {
            lander.land(TABLE, test.log.window(0, 15));
            test.dies(Failpoints.AFTER_ASSIGN, dying -> dying.land(TABLE, test.log.window(15, 25)));
        }),
        STAGED((test, lander) -> {
            lander.land(TABLE, test.log.window(0, 15));
            test.dies(Failpoints.AFTER_STAGE, dying -> dying.land(TABLE, test.log.window(15, 25)));
        }),
        QUARANTINED((test, lander) -> {
            LANDED.act.by(test, lander);
            lander.quarantine(TABLE, "a bad row", "");
        }),
        DAMAGED((test, lander) -> {
            LANDED.act.by(test, lander);
            test.mirror.zone.delete(FOLDER.file(1, "txt"));
            test.mirror.lander().take(TABLE);
        }),
        WANTED((test, lander) -> {
            LANDED.act.by(test, lander);
            lander.rebuild(TABLE);
        }),
        REBUILDING((test, lander) -> {
            LANDED.act.by(test, lander);
            test.dies(Failpoints.BEFORE_SWAP, test::goOn);
        }),
        SWAPPED((test, lander) -> {
            LANDED.act.by(test, lander);
            test.dies(Failpoints.AFTER_SWAP, test::goOn);
        }),
        GIVEN_UP((test, lander) -> {
            LANDED.act.by(test, lander);
            lander.land(TABLE, test.log.based(BASE, 0, 15, () -> 1));
            lander.quarantine(TABLE, "a value that cannot be converted", "");
        }),
        DROPPED((test, lander) -> {
            LANDED.act.by(test, lander);
            lander.remove(TABLE);
        }),
        HALF_DROPPED((test, lander) -> {
            LANDED.act.by(test, lander);
            test.dies(Failpoints.AFTER_DROP, dying -> dying.remove(TABLE));
        });

        private final Act act;

        Before(Act act) {
            this.act = act;
        }
    }

    private enum Command {
        RUN((test, lander) -> test.goOn(lander)),
        CREATE((test, lander) -> {
            lander.introduce("{}".getBytes(StandardCharsets.UTF_8));
            lander.take(TABLE);
            lander.birth(TABLE, ChangeLog.SCHEMA);
            lander.take(TABLE);
        }),
        REMOVE((test, lander) -> lander.remove(TABLE)),
        REBUILD((test, lander) -> lander.rebuild(TABLE)),
        RELEASE((test, lander) -> lander.release(TABLE));

        private final Act act;

        Command(Act act) {
            this.act = act;
        }
    }

    static Stream<Arguments> everyCommandOnEveryTable() {
        return Stream.of(Command.values()).flatMap(command -> Stream.of(Before.values())
                .filter(before -> isMeant(command, before))
                .map(before -> Arguments.of(command, before)));
    }

    private static boolean isMeant(Command command, Before before) {
        boolean stopped = List.of(
                        Before.QUARANTINED, Before.DAMAGED, Before.GIVEN_UP, Before.DROPPED, Before.HALF_DROPPED)
                .contains(before);
        return switch (command) {
            case RUN -> !stopped;
            case CREATE -> before == Before.NOTHING || before == Before.LANDED;
            case RELEASE -> stopped && before != Before.DAMAGED;
            case REMOVE, REBUILD -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("everyCommandOnEveryTable")
    void whatFailsIsMadeUpForByTheSameCommand(Command command, Before before) throws IOException {
        List<String> done = test(before, command).state();
        for (Fault fault : Fault.values()) {
            int at = 1;
            while (isMadeUpFor(command, before, fault, at, done)) {
                at++;
                assertThat(at).isLessThan(MOST_REQUESTS);
            }
            assertThat(at).as("requests of %s", command).isGreaterThan(1);
        }
    }

    private static FaultAtEveryRequestTest test(Before before, Command... commands) throws IOException {
        FaultAtEveryRequestTest test = new FaultAtEveryRequestTest();
        before.act.by(test, test.mirror.lander());
        for (Command command : commands) {
            command.act.by(test, test.mirror.lander());
        }
        return test;
    }

    /** Whether the command made that request. */
    private static boolean isMadeUpFor(Command command, Before before, Fault fault, int at, List<String> done)
            throws IOException {
        FaultAtEveryRequestTest test = test(before);
        FaultyStores stores = new FaultyStores(test.mirror, fault, at);
        String what = command + " of " + before + ", " + fault + " at request " + at;
        boolean succeeded = test.succeeds(command, stores.lander(), what);
        if (stores.met()) {
            if (succeeded) {
                assertThat(test.state()).as("%s: done", what).isEqualTo(done);
            } else {
                assertThat(test.landed())
                        .as("%s: in between", what)
                        .isEqualTo(test.log.rows(0, 45).subList(0, test.landed().size()));
            }
            command.act.by(test, test.mirror.lander());
            assertThat(test.state()).as("%s: again", what).isEqualTo(done);
            test.end(what);
        }
        return stores.met();
    }

    private boolean succeeds(Command command, Lander lander, String what) {
        try {
            command.act.by(this, lander);
            return true;
        } catch (IOException e) {
            assertThat(e).as(what).hasMessageContaining("fault");
            return false;
        }
    }

    /** The mirror lands the table to its end, and leaves nothing behind. */
    private void end(String what) throws IOException {
        if (!mirror.heads.names().isEmpty() && !mirror.head().isOpen()) {
            mirror.lander().release(TABLE);
        }
        goOn(mirror.lander());
        mirror.lander().take(TABLE);
        assertThat(landed()).as("%s: at the end", what).isEqualTo(log.rows(0, 45));
        assertThat(mirror.lander().audit().findings()).as("%s: audit", what).isEmpty();
        assertThat(mirror.zone.filesBelow("_scratchPad"))
                .as("%s: scratch pad", what)
                .isEmpty();
    }

    private void dies(String place, Landing landing) throws IOException {
        try {
            landing.by(mirror.landerThatDiesAt(place));
        } catch (IOException dead) {
            assertThat(dead).hasMessage("dies");
            return;
        }
        throw new AssertionError("it never came to " + place);
    }

    private interface Landing {
        void by(Lander lander) throws IOException;
    }

    /** HEAD and landing zone, without what differs from run to run. */
    private List<String> state() throws IOException {
        List<String> state = new ArrayList<>();
        for (Head head : mirror.lander().heads()) {
            Progress now = head.progress();
            state.add(String.join(
                    " ",
                    List.of(
                            head.standing().toString(),
                            head.shape().toString(),
                            "generation " + now.generation(),
                            "seq " + now.seq(),
                            now.covered() + " " + now.filesTo(),
                            "rows " + now.rows(),
                            "base " + now.base(),
                            "folder " + Objects.equals(now.folderId(), mirror.zone.folderId(FOLDER.path())))));
        }
        for (String path : mirror.zone.filesBelow("")) {
            if (!path.startsWith("_scratchPad")) {
                String content = new String(mirror.zone.read(path), StandardCharsets.UTF_8);
                state.add(path + ": " + content.replaceAll("(epoch|batchId)=\\S+", "$1"));
            }
        }
        return state;
    }
}
