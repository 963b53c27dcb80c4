package org.huale.inbox.cvat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.inbox.cvat.CvatMemory.Link;
import org.huale.inbox.partner.Call;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerRefusal;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Finds the project of a run, or makes it; from then on it is known by its number. */
record CvatProjects(PartnerClient client, CvatOptions options, CvatMemory memory) {
    private static final Logger LOG = LoggerFactory.getLogger(CvatProjects.class);

    /**
     * The project, with a label for boxes of each of these classes.
     *
     * @throws HualeException where it was deleted, or lacks labels that only people can add
     */
    CvatProject open(ClassNames classes) {
        Link link = memory.project().orElseGet(() -> {
            Link found = found().orElseGet(() -> made(classes));
            memory.keepProject(found);
            return found;
        });
        return withLabels(told(link.project()), link, classes);
    }

    private CvatProject told(long id) {
        try {
            JsonNode project = client.get("/api/projects/" + id);
            List<JsonNode> labels = new ArrayList<>();
            client.eachOf("/api/labels?project_id=" + id, "results", "count", labels::add);
            return new CvatProject(id, project.path("name").asString(""), labels);
        } catch (PartnerRefusal e) {
            if (!e.isMissing()) {
                throw e;
            }
            throw new HualeException(
                    client.said("has no project " + id + ": it was deleted, or the token's owner may not see it. What"
                            + " came in before is in the inbox. To go on in another project, delete "
                            + memory.folder().path() + "; what is not finished is then handed out again"),
                    e);
        }
    }

    private Optional<Link> found() {
        if (options.project().matches("[0-9]{1,18}")) {
            return Optional.of(new Link(Long.parseLong(options.project()), options.url(), false));
        }
        List<Long> named = named(name());
        if (named.size() > 1) {
            throw new HualeException(client.said("has " + named.size() + " projects '" + name() + "': " + named
                    + "; name one by its number as oracle.project"));
        }
        boolean own = options.project().isEmpty();
        return named.stream().findFirst().map(id -> new Link(id, options.url(), own));
    }

    /** That of the run's folder where none is given. */
    private String name() {
        return options.project().isEmpty() ? memory.folder().ownProject() : options.project();
    }

    private List<Long> named(String name) {
        List<Long> ids = new ArrayList<>();
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        client.eachOf("/api/projects?name=" + encoded, "results", "count", project -> {
            if (project.path("name").asString("").equals(name)) {
                ids.add(project.path("id").asLong(-1));
            }
        });
        return ids;
    }

    private Link made(ClassNames classes) {
        JsonNode project =
                client.send(Call.post("/api/projects", Map.of("name", name(), "labels", labels(classes.names()))));
        LOG.info("CVAT: made project {} '{}'", project.path("id").asLong(-1), name());
        return new Link(project.path("id").asLong(-1), options.url(), true);
    }

    private static List<Map<String, String>> labels(List<String> names) {
        return names.stream()
                .map(name -> Map.of("name", name, "type", "rectangle"))
                .toList();
    }

    private CvatProject withLabels(CvatProject project, Link link, ClassNames classes) {
        List<String> unfit = project.unfit(classes);
        if (!unfit.isEmpty()) {
            throw new HualeException("CVAT's project " + project.id() + " '" + project.name() + "': the labels " + unfit
                    + " are not for boxes; their type must be 'rectangle' or 'any'");
        }
        List<String> missing = project.missing(classes);
        if (missing.isEmpty()) {
            return project;
        }
        if (!link.own()) {
            throw new HualeException("CVAT's project " + project.id() + " '" + project.name() + "' lacks the classes "
                    + missing + "; add labels for them there, spelled the same");
        }
        LOG.info("CVAT: added the labels {} to project {}", missing, project.id());
        client.send(Call.add("/api/projects/" + project.id(), Map.of("labels", labels(missing))));
        return told(project.id());
    }
}
