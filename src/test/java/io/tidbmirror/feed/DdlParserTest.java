package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.Change;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import io.tidbmirror.feed.Ddl.CreateLike;
import io.tidbmirror.feed.Ddl.CreateTable;
import io.tidbmirror.feed.Ddl.ExchangePartition;
import io.tidbmirror.feed.Ddl.KeySpec;
import io.tidbmirror.feed.Ddl.Name;
import io.tidbmirror.feed.Ddl.RenameTables;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdlParserTest {
    private static CreateTable create(String definitions) {
        return (CreateTable) DdlParser.parse("CREATE TABLE `t` (" + definitions + ")");
    }

    private static List<Change> alter(String changes) {
        return ((AlterTable) DdlParser.parse("ALTER TABLE `t` " + changes)).changes();
    }

    private static ColumnSpec plain(String name) {
        return new ColumnSpec(name, false, List.of(), false);
    }

    @Test
    void virtualColumnsAreToldFromStoredOnes() {
        assertThat(create(
                                "`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(`a`*2) VIRTUAL,`s` INT GENERATED ALWAYS AS(`a`*3) STORED")
                        .columns())
                .containsExactly(
                        plain("id"),
                        new ColumnSpec("v", true, List.of(), true),
                        new ColumnSpec("s", false, List.of(), true));
    }

    @Test
    void labelsAreReadAsTiCdcWritesThem() {
        String labels = "'with,comma','with''quote','','back\\slash','ends\\','\\n','ü'";
        List<String> expected = List.of("with,comma", "with'quote", "", "back\\slash", "ends\\", "\\n", "ü");

        assertThat(create("`e` ENUM(" + labels + "),`s` SET('a','b c') CHARACTER SET UTF8MB4")
                        .columns())
                .containsExactly(
                        new ColumnSpec("e", false, expected, false),
                        new ColumnSpec("s", false, List.of("a", "b c"), false));
    }

    @Test
    void keysOfColumnsComeBeforeThoseOfTheTable() {
        assertThat(create(
                                "`a` INT NOT NULL,`b` INT UNIQUE KEY,UNIQUE `uk`(`a`, `b`),UNIQUE(`b`),PRIMARY KEY(`b`, `a`) /*T![clustered_index] CLUSTERED */")
                        .keys())
                .containsExactly(
                        new KeySpec("b", false, List.of("b")),
                        new KeySpec("uk", false, List.of("a", "b")),
                        new KeySpec("b", false, List.of("b")),
                        new KeySpec("b", true, List.of("b", "a")));
    }

    @Test
    void namesMayContainAnything() {
        assertThat(create("`order-id` INT,`a``b` INT,`select` INT,`x.y` INT,`标识` INT,`b\\s` INT")
                        .columns())
                .extracting(ColumnSpec::name)
                .containsExactly("order-id", "a`b", "select", "x.y", "标识", "b\\s");
    }

    @Test
    void otherTablesAreNamed() {
        assertThat(DdlParser.parse("CREATE TABLE `t` LIKE `x`.`a.b`"))
                .isEqualTo(new CreateLike(new Name("", "t"), new Name("x", "a.b")));
        assertThat(DdlParser.parse("RENAME TABLE `a` TO `x`.`b`, `c` TO `d`;"))
                .isEqualTo(new RenameTables(
                        List.of(new Name("", "a"), new Name("", "c")), List.of(new Name("x", "b"), new Name("", "d"))));
        assertThat(DdlParser.parse("ALTER TABLE `s`.`a` RENAME AS `s`.`b`"))
                .isEqualTo(new RenameTables(List.of(new Name("s", "a")), List.of(new Name("s", "b"))));
        assertThat(DdlParser.parse("ALTER TABLE `p` EXCHANGE PARTITION `p0` WITH TABLE `s`.`x` WITHOUT VALIDATION"))
                .isEqualTo(new ExchangePartition("p0", new Name("s", "x"), false));
    }

    @Test
    void alterationsOfColumnsAndIndexesAreListed() {
        ColumnSpec labelled = new ColumnSpec("e", false, List.of("x"), false);

        assertThat(alter("ADD COLUMN `e` ENUM('x') AFTER `a`, DROP COLUMN `b`, MODIFY COLUMN `e` ENUM('x') FIRST"))
                .containsExactly(new Change.Add(labelled), new Change.Drop("b"), new Change.Redefine("e", labelled));
        assertThat(alter("ADD COLUMN (`a` INT, `b` INT)"))
                .containsExactly(new Change.Add(plain("a")), new Change.Add(plain("b")));
        assertThat(alter("CHANGE COLUMN `d` `dd` BIGINT UNSIGNED, RENAME COLUMN `x` TO `y`"))
                .containsExactly(new Change.Redefine("d", plain("dd")), new Change.Rename("x", "y"));
        assertThat(alter("DROP INDEX `i`, RENAME INDEX `j` TO `k`, COMMENT = 'c'"))
                .containsExactly(new Change.DropIndex("i"), new Change.RenameIndex("j", "k"));
        assertThat(DdlParser.parse("DROP INDEX `i` ON `t`"))
                .isEqualTo(new AlterTable(List.of(new Change.DropIndex("i"))));
    }

    @Test
    void conditionsAndWhatOnlyTidbHasAreReadOver() {
        assertThat(alter(
                        "ADD COLUMN IF NOT EXISTS `a` INT, DROP COLUMN IF EXISTS `b`, MODIFY COLUMN IF EXISTS `c` INT"))
                .containsExactly(
                        new Change.Add(plain("a")), new Change.Drop("b"), new Change.Redefine("c", plain("c")));
        assertThat(alter("DROP PARTITION IF EXISTS `p`")).containsExactly(new Change.DropPartitions(List.of("p")));
        assertThat(DdlParser.parse("DROP INDEX IF EXISTS `i` ON `t`"))
                .isEqualTo(new AlterTable(List.of(new Change.DropIndex("i"))));
        assertThat(create(
                                "`a` VARCHAR(20) DEFAULT 'IF NOT EXISTS',`v` VECTOR(3),"
                                        + "VECTOR INDEX `i`((VEC_L2_DISTANCE(`v`))) USING HNSW,COLUMNAR INDEX `c`(`a`) USING INVERTED")
                        .columns())
                .containsExactly(plain("a"), plain("v"));
        assertThat(create("`a` INT CHECK(`a`>0) ENFORCED NOT NULL,`b` BIGINT DEFAULT NEXTVAL(`s`.`q`),"
                                + "CHECK(`b`<9) NOT ENFORCED")
                        .columns())
                .containsExactly(plain("a"), new ColumnSpec("b", false, List.of(), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CREATE TABLE `t` (",
                "CREATE TABEL `t` (`a` INT)",
                "CREATE TABLE `t` (`a` INT); DROP TABLE `t`",
                "'"
            })
    void whatTheGrammarRefusesIsShown(String statement) {
        assertThatThrownBy(() -> DdlParser.parse(statement))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("statement not understood: " + statement);
    }
}
