package org.huale.detect.provider;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.problem.HualeException;

/**
 * Where the processes of one training, started by hand on several machines, find each other.
 *
 * @param host of the machine of rank 0, as the others reach it
 * @param port that rank 0 listens at
 * @param rank of this process, from 0
 * @param world how many processes there are
 */
public record Rendezvous(String host, int port, int rank, int world) {
    private static final Pattern PLACE = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:/\\s]+):(\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    public Rendezvous {
        if (world < 2 || rank < 0 || rank >= world) {
            throw new HualeException(
                    "--world must be at least 2 and --rank from 0 to below it, got " + world + " and " + rank);
        }
    }

    /**
     * @param place such as {@code 10.0.0.5:29500}
     * @throws HualeException where it is no host and port
     */
    public static Rendezvous at(String place, int rank, int world) {
        Matcher matcher = PLACE.matcher(place);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (port < 1 || port > MOST_PORT) {
            throw new HualeException("--rendezvous must be host:port with a port in [1, " + MOST_PORT
                    + "], such as 10.0.0.5:29500, got " + place);
        }
        String host = matcher.group(1);
        return new Rendezvous(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port, rank, world);
    }
}
