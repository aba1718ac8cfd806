// Loaded before Azurite: ends it when the JVM at the other end of standard input has ended, even if it was killed.
process.stdin.on('close', () => process.exit()).resume();
