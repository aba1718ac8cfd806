package io.tidbmirror.wiring.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number at the end of a host name, which a Kubernetes StatefulSet gives to each of its pods: {@code mirror-2}. */
final class Ordinal {
    private static final Pattern NUMBERED = Pattern.compile("[^.]*-(\\d{1,3})(\\..*)?");

    private Ordinal() {}

    /** The number of this host. */
    static long ofThisHost() {
        String name = System.getenv("HOSTNAME");
        return of(name == null || name.isBlank() ? localName() : name);
    }

    static long of(String host) {
        Matcher name = NUMBERED.matcher(host.strip());
        if (!name.matches()) {
            throw new IllegalArgumentException("the host name " + host + " does not end in a dash and a number");
        }
        return Long.parseLong(name.group(1));
    }

    private static String localName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            throw new IllegalArgumentException("this host has no name", nameless);
        }
    }
}
