package io.tidbmirror.azure;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that Azurite has answered, from the lines it prints, in the order of the answers. Thread safe. */
final class AccessLog {
    private static final Pattern REQUEST = Pattern.compile("\"([A-Z]+ (/[^/]+(/[^/? ]+)\\S*)) HTTP/[0-9.]+\"");
    private static final int MOST = 200_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private record Request(String container, String text) {}

    private final List<Request> requests = new ArrayList<>();

    /** Takes a line of output; tells whether it is of the access log. */
    synchronized boolean add(String line) {
        Matcher request = REQUEST.matcher(line);
        if (!request.find()) {
            return false;
        }
        if (requests.size() == MOST) {
            requests.subList(0, MOST / 2).clear();
        }
        requests.add(new Request(request.group(3), request.group(1).replace("%2F", "/")));
        return true;
    }

    /** Removes and returns the requests of a container, once the one that contains a text is there, without it. */
    List<String> takeUntil(String container, String last) {
        List<String> taken = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> has(container, last));
        synchronized (this) {
            requests.removeIf(request -> request.container().equals(container)
                    && (request.text().contains(last) || taken.add(request.text())));
        }
        return taken;
    }

    private synchronized boolean has(String container, String last) {
        return requests.stream()
                .anyMatch(request ->
                        request.container().equals(container) && request.text().contains(last));
    }
}
