package org.huale.inbox.labelstudio;

import org.huale.inbox.partner.Server;
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
    static final int MOST_TITLE = 50;
    private static final int LEAST_TITLE = 3;

    /** @throws HualeException where an address or the title cannot be one, naming the key */
    public StudioOptions {
        url = Server.address("oracle.url", url, LabelStudioDoor.PROGRAM);
        imagesUrl = imagesUrl.isBlank() ? "" : Server.address("oracle.imagesUrl", imagesUrl, LabelStudioDoor.PROGRAM);
        project = project.strip();
        boolean named = !project.isEmpty() && !isNumber(project);
        if (named && (project.length() < LEAST_TITLE || project.length() > MOST_TITLE)) {
            throw new HualeException("oracle.project: the title of a project has " + LEAST_TITLE + " to " + MOST_TITLE
                    + " characters, got '" + project + "'");
        }
    }

    static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}");
    }
}
