#!/bin/sh
# Lands three large changefeeds with -Xmx256m -XX:MaxDirectMemorySize=64m and prints peak memory and the result:
# one CSV file of 512 MiB; one commit-ts of 300 MiB over six files, deletes last; 500 tables open at once.
#
#   scripts/memory-check.sh [one-file|one-commit|many-tables]...
#
# Needs 2 GB of disk below target/ and some minutes. Not part of the build.
set -eu

cd "$(dirname "$0")/.."
mvn --quiet --batch-mode test-compile dependency:build-classpath -Dmdep.includeScope=test \
    -Dmdep.outputFile=target/test-classpath.txt
exec java -cp "$PWD/target/test-classes:$PWD/target/classes:$(cat target/test-classpath.txt)" \
    io.tidbmirror.endtoend.MemoryCheck target/memory-check "$@"
