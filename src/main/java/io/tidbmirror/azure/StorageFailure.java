package io.tidbmirror.azure;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the Azure SDK throws, as the ports' {@link IOException}: what was asked of which place, what the service said, and
 * what to check. The SDK's policy has repeated by then what may be repeated.
 */
final class StorageFailure {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int PRECONDITION_FAILED = 412;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");
    private static final Set<String> NO_CONTAINER = Set.of(
            "ContainerNotFound",
            "FilesystemNotFound",
            "WorkspaceNotFound",
            "ArtifactNotFound",
            "ContainerBeingDeleted",
            "ContainerDisabled");

    private StorageFailure() {}

    /** The answer of the service, or null if there was none. */
    static @Nullable HttpResponseException answer(RuntimeException failure) {
        return failure instanceof HttpResponseException answer && answer.getResponse() != null ? answer : null;
    }

    /** The status of the answer, or 0 if there was none. */
    static int status(RuntimeException failure) {
        HttpResponseException answer = answer(failure);
        return answer == null ? 0 : answer.getResponse().getStatusCode();
    }

    /** The service's error code; empty if there is none, as in answers to HEAD of some endpoints. */
    static String code(RuntimeException failure) {
        HttpResponseException answer = answer(failure);
        String code = answer == null ? null : answer.getResponse().getHeaderValue(ERROR_CODE);
        return code == null ? "" : code;
    }

    /** Whether a path is not there, in a container that is. */
    static boolean isAbsent(RuntimeException failure) {
        return status(failure) == NOT_FOUND && !isNoContainer(failure);
    }

    /** Whether there is no such container, file system or workspace. */
    static boolean isNoContainer(RuntimeException failure) {
        return NO_CONTAINER.contains(code(failure));
    }

    /**
     * The failure of a request.
     *
     * @param what the request and its path, such as {@code cannot list shop.schema}
     * @throws RuntimeException the failure itself if it is a defect of the program
     */
    static IOException of(String what, AzureUrl url, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return (IOException)
                        new InterruptedIOException(what + " in " + url + ": interrupted").initCause(failure);
            }
            boolean storage = cause instanceof AzureException
                    || cause instanceof IOException
                    || cause instanceof TimeoutException;
            if (storage) {
                return new IOException(what + " in " + url + ": " + reason(failure), failure);
            }
        }
        if (failure.getClass() == RuntimeException.class) {
            return new IOException(what + " in " + url + ": the Azure SDK failed and its log tells why", failure);
        }
        throw failure;
    }

    private static String reason(RuntimeException failure) {
        int status = status(failure);
        if (failure instanceof ClientAuthenticationException && status == 0) {
            return "no credentials (" + firstLine(String.valueOf(failure.getMessage()))
                    + "): give the process a managed identity or a workload identity, set AZURE_TENANT_ID,"
                    + " AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or sign in with the Azure CLI";
        }
        if (status == 0) {
            return "no answer: " + firstLine(root(failure).toString())
                    + "; check the network, firewalls and the host name"
                    + " (landing zones are read at the host with blob in place of dfs)";
        }
        String said = status + (code(failure).isEmpty() ? "" : " " + code(failure));
        if (status == UNAUTHORIZED) {
            return said
                    + ": the credentials were not accepted; check the identity of the process, or the connection"
                    + " string";
        }
        if (status == FORBIDDEN) {
            return said + ": the identity may not do that; it needs the role Storage Blob Data Contributor on a storage"
                    + " account (Storage Blob Data Reader for a changefeed), or to contribute to the workspace on OneLake; check network rules too";
        }
        if (isNoContainer(failure)) {
            return said + ": there is no such container, workspace or item; check the URL";
        }
        boolean passes = status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
        return said + (passes ? ": the service is busy or failed" : "");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
