package io.tidbmirror.decode;

/**
 * What is done with up to 64 bytes of text at a time. There are two of it, which give the same: one in {@code long}s
 * ({@link SwarTextScan}) and one with the Vector API. A user holds the best one in a {@code static final} field, so that
 * the compiler knows which it is.
 *
 * <p>The Vector API is an incubator module, which the JVM has to be told to add. Before Java 25 its masks are objects,
 * fifty times slower than {@code long}s, so that there it is not used.
 */
interface TextScan {
    /** Bytes a step. All arrays have as many behind the last byte that is asked for. */
    int BYTES = 64;

    /** Those bits of what {@link #copyTo} gives that are a number. */
    long COUNT = 0x7F;

    /** The module that {@code --add-modules} adds. */
    String VECTORS = "jdk.incubator.vector";

    /** The oldest Java for whose compiler masks are bits in a register. */
    int FIRST_FAST_VECTORS = 25;

    /** A bit for each of 64 bytes that is the wanted one, the first byte lowest. */
    long find(byte[] bytes, int from, byte wanted);

    /** A bit for each of 64 bytes that is one of two, the first byte lowest. */
    long findEither(byte[] bytes, int from, byte one, byte other);

    /** Not zero if one of 64 bytes is not ASCII. */
    long notAscii(byte[] bytes, int from);

    /**
     * Copies bytes up to the first {@code stop} among 64, and any number of those behind it.
     *
     * @return in the bits of {@link #COUNT} how many bytes there are before it, {@link #BYTES} if it is not among them; the
     *     other bits are not zero if one of these bytes is not ASCII, maybe also if one behind them is not
     */
    long copyTo(byte stop, byte[] bytes, int from, byte[] into, int out);

    /** Copies a short run, at most 64 bytes; writes up to 64 bytes. */
    void copy(byte[] bytes, int from, byte[] into, int out, int length);

    /** Whether this JVM and this processor make it what it is for: where they do not, the Vector API is a slow imitation. */
    boolean isFast();

    /** What this JVM runs fastest. */
    static TextScan best() {
        if (Runtime.version().feature() >= FIRST_FAST_VECTORS
                && ModuleLayer.boot().findModule(VECTORS).isPresent()) {
            TextScan vectors = vectors();
            return vectors.isFast() ? vectors : new SwarTextScan();
        }
        return new SwarTextScan();
    }

    /** The one with the Vector API, which is compiled after all else: nothing may name its class. */
    static TextScan vectors() {
        String name = TextScan.class.getPackageName() + ".VectorTextScan";
        try {
            return Class.forName(name)
                    .asSubclass(TextScan.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the build left out " + name, e);
        }
    }
}
