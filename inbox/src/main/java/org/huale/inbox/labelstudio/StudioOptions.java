package org.huale.inbox.labelstudio;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.huale.problem.HualeException;

/**
 * Where Label Studio is and what is done there.
 *
 * @param url of the server, {@code http://127.0.0.1:8080}
 * @param project number or title; blank for a project of the run's own
 * @param imagesUrl from where browsers get the images; blank where they are uploaded
 * @param threshold score from which a guess is handed out, in [0, 1]
 */
public record StudioOptions(String url, String project, String imagesUrl, double threshold) {
    private static final int MOST_TITLE = 50;
    private static final int LEAST_TITLE = 3;

    /** @throws HualeException where an address or the title cannot be one, naming the key */
    public StudioOptions {
        url = address("oracle.url", url);
        imagesUrl = imagesUrl.isBlank() ? "" : address("oracle.imagesUrl", imagesUrl);
        project = project.strip();
        boolean named = !project.isEmpty() && !isNumber(project);
        if (named && (project.length() < LEAST_TITLE || project.length() > MOST_TITLE)) {
            throw new HualeException("oracle.project: the title of a project has " + LEAST_TITLE + " to " + MOST_TITLE
                    + " characters, got '" + project + "'");
        }
    }

    /** Without a slash at its end. */
    private static String address(String key, String text) {
        if (text.isBlank()) {
            throw new HualeException(key + ": the address of Label Studio is needed, such as http://127.0.0.1:8080");
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

    static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}");
    }
}
