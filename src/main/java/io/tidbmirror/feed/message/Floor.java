package io.tidbmirror.feed.message;

/**
 * A commit-ts below which a partition has nothing behind an offset, though no watermark in it says so.
 *
 * @param watermark the commit-ts
 * @param end the offset
 */
record Floor(long watermark, long end) {
    static final Floor NONE = new Floor(Envelope.NONE, 0);

    /** The watermark of a partition that was read up to an offset, where the last one in it is another. */
    long raise(long last, long next) {
        return next >= end ? Math.max(last, watermark) : last;
    }
}
