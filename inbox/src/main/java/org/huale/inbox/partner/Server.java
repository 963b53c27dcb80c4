package org.huale.inbox.partner;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.huale.problem.HualeException;

/**
 * A server that is asked.
 *
 * @param program that runs there, as people call it
 * @param url without a slash at its end
 * @param headers that every call has
 */
public record Server(String program, String url, Map<String, String> headers) {

    public Server {
        headers = Map.copyOf(headers);
    }

    /**
     * The address that stands under a key, without a slash at its end.
     *
     * @throws HualeException where it cannot be one, naming the key
     */
    public static String address(String key, String text, String program) {
        if (text.isBlank()) {
            throw new HualeException(key + ": the address of " + program + " is needed, such as http://127.0.0.1:8080");
        }
        try {
            URI uri = new URI(text.strip());
            if (!isPlain(uri)) {
                throw new HualeException(key + ": must be an address like http://127.0.0.1:8080" + got(text.strip()));
            }
            return uri.toString().replaceAll("/+$", "");
        } catch (URISyntaxException e) {
            throw new HualeException(key + ": is no address: " + e.getReason(), e);
        }
    }

    private static boolean isPlain(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean isOfServer = uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
        return isOfServer && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    }

    /**
     * What stands there, where it can hold no password. Java alone does not know: it finds no user before a server with an underscore
     * in its name, nor where the password has a slash.
     */
    private static String got(String text) {
        return text.indexOf('@') < 0 ? ", got '" + text + "'" : "; names and passwords do not belong into it";
    }
}
