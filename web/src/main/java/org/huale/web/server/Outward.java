package org.huale.web.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Under which address other machines reach a server, as far as this one can tell. */
final class Outward {
    private static final Set<String> ALL = Set.of("0.0.0.0", "::", "[::]");
    private static final String LOOPBACK = "127.0.0.1";

    private Outward() {}

    /**
     * Host and port as they stand in an address: the first name that was given, else the host that is listened at, and where those
     * are all of the machine's, its address in a local network, else any of its addresses but those of the machine itself.
     *
     * @param port that the server got
     */
    static String of(LabelServer.Place place, int port) {
        if (!place.names().isEmpty()) {
            String name = place.names().get(0);
            return name.matches(".*:\\d+") ? name : name + ":" + port;
        }
        return (place.hosted() && !ALL.contains(place.host()) ? place.host() : ofMachine()) + ":" + port;
    }

    /** Whether a {@code Host} header names the machine that sends it. */
    static boolean isLoopback(String header) {
        return header.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?");
    }

    private static String ofMachine() {
        return addresses().stream()
                .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress() && !it.isLinkLocalAddress())
                .min(Comparator.comparing((InetAddress it) -> !it.isSiteLocalAddress())
                        .thenComparing(InetAddress::getHostAddress))
                .map(InetAddress::getHostAddress)
                .orElse(LOOPBACK);
    }

    private static List<InetAddress> addresses() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of(); // then only this machine's own address is known
        }
    }
}
