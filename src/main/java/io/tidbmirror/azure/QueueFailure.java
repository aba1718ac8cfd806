package io.tidbmirror.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;

/** Why a storage queue cannot be read. */
public final class QueueFailure {
    private static final String WHAT = "cannot read the queue";

    private QueueFailure() {}

    /** Fails where a queue is not there, which Camel takes for an empty one. */
    static HttpPipelinePolicy ofAbsence() {
        return new HttpPipelineSyncPolicy() {
            @Override
            public HttpPipelinePosition getPipelinePosition() {
                return HttpPipelinePosition.PER_CALL;
            }

            @Override
            protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
                boolean reads = context.getHttpRequest().getHttpMethod() == HttpMethod.GET;
                if (reads && response.getStatusCode() == StorageFailure.NOT_FOUND) {
                    response.close();
                    throw new UncheckedIOException(new FileNotFoundException());
                }
                return response;
            }
        };
    }

    /** What failed and what to check, in one line. */
    public static String reason(AzureUrl queue, Throwable failure) {
        String place = WHAT + " in " + queue + ": ";
        if (failure.getCause() instanceof FileNotFoundException) {
            return place
                    + "404: there is no such queue; make it, or check event-grid.queue and event-grid.queue-service";
        }
        if (!(failure instanceof RuntimeException problem)) {
            return place + failure;
        }
        if (StorageFailure.status(problem) == StorageFailure.FORBIDDEN) {
            return place + "403 " + StorageFailure.code(problem) + ": the identity may not do that; it needs the role"
                    + " Storage Queue Data Message Processor on the queue; check network rules too";
        }
        try {
            return String.valueOf(StorageFailure.of(WHAT, queue, problem).getMessage());
        } catch (RuntimeException defect) {
            return place + defect;
        }
    }
}
