package io.tidbmirror.land;

import io.tidbmirror.change.ByteSource;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** What goes wrong once so many bytes were read, or written: the store fails, or the thread that reads is interrupted. */
final class Trouble {
    private final boolean interrupts;
    private final AtomicLong read;
    private final AtomicLong written;
    private final Thread reader = Thread.currentThread();
    private volatile boolean met;

    private Trouble(boolean interrupts, long read, long written) {
        this.interrupts = interrupts;
        this.read = new AtomicLong(read);
        this.written = new AtomicLong(written);
    }

    static Trouble none() {
        return new Trouble(false, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    static Trouble drawn(SplittableRandom random, int mostBytes) {
        long at = random.nextInt(mostBytes);
        boolean reading = random.nextBoolean();
        return new Trouble(random.nextInt(3) == 0, reading ? at : Long.MAX_VALUE, reading ? Long.MAX_VALUE : at / 4);
    }

    boolean isMet() {
        return met;
    }

    private void after(AtomicLong left, int bytes) throws IOException {
        if (left.addAndGet(-bytes) >= 0 || met) {
            return;
        }
        met = true;
        if (!interrupts) {
            throw new IOException("drawn trouble");
        }
        reader.interrupt();
    }

    ByteSource reading(ByteSource source) {
        return new ByteSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public long size() {
                return source.size();
            }

            @Override
            public InputStream open(long offset) throws IOException {
                return new FilterInputStream(source.open(offset)) {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        int count = super.read(into, from, length);
                        after(read, count);
                        return count;
                    }
                };
            }
        };
    }

    OutputStream writing(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                after(written, length);
                out.write(bytes, from, length);
            }
        };
    }
}
