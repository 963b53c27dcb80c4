package org.huale.web.server;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names under which browsers may know this server. A page of somebody else whose name was made to point here (DNS
 * rebinding) sends that name, which is none of these.
 */
record Hosts(Set<String> names, int port) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    Hosts {
        names = Set.copyOf(names);
    }

    /** Of a server that only this machine reaches. */
    static Hosts loopback(int port) {
        return new Hosts(LOOPBACK, port);
    }

    /**
     * Of a server that others reach: by this machine's addresses and name.
     *
     * @param more names that a proxy or a name server adds, with a port where it is another
     */
    static Hosts hosted(int port, List<String> more) {
        Set<String> names = new TreeSet<>(LOOPBACK);
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        try {
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                one.inetAddresses().forEach(address -> names.add(literal(address)));
            }
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (SocketException | UnknownHostException e) {
            // the names that were given stay
        }
        return new Hosts(names, port);
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return plain.contains(":") ? "[" + plain + "]" : plain;
    }

    /** Whether a {@code Host} header is one of this server's names. */
    boolean allows(String header) {
        String host = header.toLowerCase(Locale.ROOT);
        String ending = ":" + port;
        String bare = host.endsWith(ending) ? host.substring(0, host.length() - ending.length()) : host;
        return names.contains(bare) || names.contains(host); // a proxy's name may have a port of its own
    }

    /** Whether an {@code Origin} header is a page of this server, which is known by that host. */
    boolean isOwn(String origin, String host) {
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }
}
