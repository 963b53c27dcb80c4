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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names under which browsers may know this server. A page of somebody else whose name was made to point here (DNS
 * rebinding) sends that name, which is none of these.
 */
record Hosts(Set<String> names, int port) {
    private static final Set<String> LOOPBACK = Set.of(Outward.LOOPBACK, "localhost", "[::1]");

    /** An address of IPv6, which may have a port after it. */
    private static final Pattern LITERAL = Pattern.compile("(\\[[0-9a-f.]*:[0-9a-f:.]*])(:\\d+)?");

    Hosts {
        names = names.stream().map(Hosts::plain).collect(Collectors.toUnmodifiableSet());
    }

    /** Of a server that only this machine reaches. */
    static Hosts loopback(int port) {
        return new Hosts(LOOPBACK, port);
    }

    /** Whether a {@code Host} header names the machine that sends it. */
    static boolean isLoopback(String header) {
        return LOOPBACK.contains(header.replaceFirst(":\\d+$", ""));
    }

    /**
     * Of a server that others reach: by this machine's addresses and name.
     *
     * @param more that a proxy or a name server adds
     */
    static Hosts hosted(int port, List<KnownAs> more) {
        Set<String> names = new TreeSet<>(LOOPBACK);
        more.forEach(one -> names.addAll(one.headers()));
        try {
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                one.inetAddresses().forEach(address -> names.add(literal(address)));
            }
            names.add(InetAddress.getLocalHost().getHostName());
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

    /** A {@code Host} header in the one way in which it is compared: an address of IPv6 can be written in many. */
    static String plain(String header) {
        String host = header.toLowerCase(Locale.ROOT);
        Matcher parts = LITERAL.matcher(host);
        if (!parts.matches()) {
            return host;
        }
        try {
            // what stands in brackets is read, and no name server asked
            return literal(InetAddress.getByName(parts.group(1))) + host.substring(parts.end(1));
        } catch (UnknownHostException e) {
            return host;
        }
    }

    /** Whether a {@code Host} header is one of this server's names. */
    boolean allows(String header) {
        String host = plain(header);
        // a proxy's name may have a port of its own
        return names.contains(host) || names.contains(without(host, ":" + port));
    }

    /** Whether an {@code Origin} header is a page of this server, which is known by that host. */
    boolean isOwn(String origin, String host) {
        return isSame(origin, "http://" + host, ":80") || isSame(origin, "https://" + host, ":443");
    }

    /** Browsers leave the port of the scheme out of an origin, where a proxy may have added it to the host. */
    private static boolean isSame(String origin, String page, String port) {
        return without(origin, port).equalsIgnoreCase(without(page, port));
    }

    private static String without(String text, String ending) {
        return text.endsWith(ending) ? text.substring(0, text.length() - ending.length()) : text;
    }
}
