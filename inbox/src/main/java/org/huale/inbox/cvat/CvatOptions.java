package org.huale.inbox.cvat;

import org.huale.inbox.partner.Server;
import org.huale.problem.HualeException;

/**
 * Where CVAT is and what is done there.
 *
 * @param url of the server, {@code https://app.cvat.ai}
 * @param project number or name; blank for a project of the run's own
 * @param organization its short name; blank for a person's own space
 * @param imagesPerJob images that one person gets at a time, and finishes together
 * @param stage from which on a completed job counts
 * @param threshold score from which a guess is handed out, in [0, 1]
 */
public record CvatOptions(
        String url, String project, String organization, int imagesPerJob, CvatStage stage, double threshold) {
    private static final int MOST_NAME = 256;

    /** @throws HualeException where an address or a name cannot be one, naming the key */
    public CvatOptions {
        url = Server.address("oracle.url", url, CvatDoor.PROGRAM);
        project = project.strip();
        organization = organization.strip();
        if (project.length() > MOST_NAME) {
            throw new HualeException("oracle.project: the name of a project has at most " + MOST_NAME
                    + " characters, got " + project.length());
        }
        if (!organization.matches("[-A-Za-z0-9_.]*")) {
            throw new HualeException(
                    "oracle.organization: must be its short name, of letters, digits, '-' and '_', got '" + organization
                            + "'");
        }
        if (imagesPerJob < 1) {
            throw new HualeException("oracle.imagesPerJob: must be at least 1, got " + imagesPerJob);
        }
    }
}
