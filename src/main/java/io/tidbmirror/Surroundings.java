package io.tidbmirror;

import io.tidbmirror.wiring.MirrorRun;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the command line finds around it.
 *
 * @param directory the working directory
 * @param variables looks up an environment variable
 * @param system the system properties
 * @param mirror what runs
 */
record Surroundings(Path directory, UnaryOperator<@Nullable String> variables, Properties system, MirrorRun mirror) {}
