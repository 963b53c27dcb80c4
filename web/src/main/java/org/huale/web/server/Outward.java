package org.huale.web.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Under which address other machines reach a server, as far as this one can tell; without a slash at its end. */
final class Outward {
    private static final Set<String> ALL = Set.of("0.0.0.0", "::", "[::]");
    static final String LOOPBACK = "127.0.0.1";

    private Outward() {}

    /**
     * The first name or address that was given, else the host that is listened at, and where those are all of the machine's, its
     * address in a local network, else any of its addresses but those of the machine itself.
     *
     * @param port that the server got
     */
    static String of(LabelServer.Place place, int port) {
        return place.known().stream()
                .findFirst()
                .map(it -> it.address(port))
                .orElseGet(() -> listened(place, port, ofMachine()));
    }

    /**
     * For a program that may run on this machine: the first whole address that was given, else the host that is listened at, and
     * where those are all of the machine's, the machine itself.
     *
     * @param port that the server got
     */
    static String near(LabelServer.Place place, int port) {
        return place.known().stream()
                .filter(KnownAs::isWhole)
                .findFirst()
                .map(it -> it.address(port))
                .orElseGet(() -> listened(place, port, LOOPBACK));
    }

    private static String listened(LabelServer.Place place, int port, String otherwise) {
        boolean atOne = place.hosted() && !ALL.contains(place.host());
        return "http://" + (atOne ? KnownAs.bracketed(place.host()) : otherwise) + ":" + port;
    }

    /** The whole address, of those that were given, to which a request with such a {@code Host} header was sent. */
    static Optional<KnownAs> whole(LabelServer.Place place, String header) {
        return place.known().stream()
                .filter(it -> it.isWhole() && it.isMeantBy(header))
                .findFirst();
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
