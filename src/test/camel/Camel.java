import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The {@code camel} command, without JBang: the launcher's library brings no main method of its own. */
final class Camel {
    public static void main(String[] args) {
        CamelJBangMain.run(args);
    }
}
