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
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getRawUserInfo() != null) {
                throw new HualeException(key + ": names and passwords do not belong into an address");
            }
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (!plain || uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new HualeException(
                        key + ": must be an address like http://127.0.0.1:8080, got '" + text.strip() + "'");
            }
            return uri.toString().replaceAll("/+$", "");
        } catch (URISyntaxException e) {
            throw new HualeException(key + ": is no address: " + e.getReason(), e);
        }
    }
}
