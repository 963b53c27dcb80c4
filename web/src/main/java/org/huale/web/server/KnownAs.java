package org.huale.web.server;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.problem.HualeException;

/**
 * What browsers know a server by besides its machine's own names: a name, with a port where it is another, or a whole address, as of
 * a proxy that encrypts.
 *
 * @param scheme as an address begins with it; empty where only a name was given
 * @param authority host and port as they stand in an address, without the port that belongs to the scheme, as browsers have it
 */
record KnownAs(String scheme, String authority) {
    private static final String ENCRYPTED = "https://";

    private static final Pattern FORM =
            Pattern.compile("(https?://|)(\\[[0-9a-f:.]+]|[^\\s/?#@:\\[\\]]+)(:\\d{1,5}|)/?", Pattern.CASE_INSENSITIVE);

    /** An address of IPv6, which has two colons at least; what comes after a name, a port, has one. */
    private static final Pattern BARE =
            Pattern.compile("[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*(%.*)?", Pattern.CASE_INSENSITIVE);

    /** @throws HualeException where it is neither, or an address below which the page cannot be */
    static KnownAs of(String name) {
        Matcher form = FORM.matcher(bracketed(name.strip()));
        if (!form.matches()) {
            throw new HualeException("--known-as must be a name, such as labels.example.org, or the address of a whole"
                    + " server, such as https://labels.example.org, got '" + name + "'");
        }
        String scheme = form.group(1).toLowerCase(Locale.ROOT);
        String port = form.group(3);
        return new KnownAs(scheme, form.group(2) + (port.equals(usualPort(scheme)) ? "" : port));
    }

    /** An address of IPv6 as it stands in a URL, any other host as it is. */
    static String bracketed(String host) {
        return BARE.matcher(host).matches() ? "[" + host + "]" : host;
    }

    private static String usualPort(String scheme) {
        return switch (scheme) {
            case "http://" -> ":80";
            case ENCRYPTED -> ":443";
            default -> "";
        };
    }

    /** Whether it is an address with a scheme, in which nothing is to be filled in. */
    boolean isWhole() {
        return !scheme.isEmpty();
    }

    boolean isEncrypted() {
        return scheme.equals(ENCRYPTED);
    }

    private boolean hasPort() {
        return authority.matches(".*:\\d+");
    }

    /**
     * Without a slash at its end.
     *
     * @param port of the server, by which a name is reached that was given without one
     */
    String address(int port) {
        return isWhole() ? scheme + authority : "http://" + authority + (hasPort() ? "" : ":" + port);
    }

    /** The {@code Host} headers that it is reached with: browsers leave the port of the scheme out, and some proxies add it. */
    Set<String> headers() {
        return isWhole() && !hasPort() ? Set.of(authority, authority + usualPort(scheme)) : Set.of(authority);
    }

    /** Whether a request with such a {@code Host} header was sent to it. */
    boolean isMeantBy(String header) {
        return headers().stream().map(Hosts::plain).anyMatch(Hosts.plain(header)::equals);
    }
}
