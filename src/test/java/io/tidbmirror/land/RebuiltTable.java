package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;

import io.tidbmirror.change.Base;
import java.io.IOException;
import java.util.List;

/** Commits 10 to 40 of a table whose landing folder is built on version 30. */
abstract class RebuiltTable {
    static final TableFolder FOLDER = TableFolder.of(TABLE);
    static final Base BASE = new Base(30, "because of a statement");

    final MemoryMirror mirror = new MemoryMirror();
    final ChangeLog log =
            new ChangeLog().commit(10, 2).commit(20, 1).commit(30, 3).commit(40, 1);

    List<String> landed() {
        return mirror.landed();
    }

    void goOn(Lander lander) throws IOException {
        mirror.goOn(lander, log, BASE);
    }
}
