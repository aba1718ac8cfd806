package io.tidbmirror.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.file.datalake.DataLakeFileClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a file that exists with 0 bytes: appended block by block in order, and flushed once, when it is closed. A block
 * that is sent twice by the retry policy is the same block at the same position. After a failure nothing more is sent.
 */
final class StageUpload extends OutputStream {
    private static final int BLOCK = 4 << 20;

    private final DataLakeFileClient file;
    private final AzureUrl url;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream(32 << 10);
    private long sent;
    private boolean over;

    StageUpload(DataLakeFileClient file, AzureUrl url) {
        this.file = file;
        this.url = url;
    }

    @Override
    public void write(int b) throws IOException {
        block.write(b);
        sendIfFull();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, BLOCK - block.size());
            block.write(bytes, from + done, part);
            done += part;
            sendIfFull();
        }
    }

    private void sendIfFull() throws IOException {
        if (block.size() == BLOCK) {
            send();
        }
    }

    private void send() throws IOException {
        if (over) {
            throw new IOException("stage file " + file.getFilePath() + " is closed, or failed before");
        }
        over = true;
        try {
            file.appendWithResponse(BinaryData.fromBytes(block.toByteArray()), sent, null, null, null, Context.NONE);
        } catch (RuntimeException e) {
            throw StorageFailure.of("cannot write stage file " + file.getFilePath(), url, e);
        }
        over = false;
        sent += block.size();
        block.reset();
    }

    @Override
    public void close() throws IOException {
        if (over) {
            return;
        }
        if (block.size() > 0) {
            send();
        }
        over = true;
        try {
            file.flush(sent, true);
        } catch (RuntimeException e) {
            throw StorageFailure.of("cannot complete stage file " + file.getFilePath(), url, e);
        }
    }
}
