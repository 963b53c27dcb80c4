package org.huale.inbox.labelstudio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.dataset.labelstudio.LabelStudioFormat;
import org.huale.inbox.partner.Call;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerRefusal;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the project of a run, or makes it; from then on it is known by its number. */
record Projects(PartnerClient client, StudioOptions options, LinkFiles files) {
    private static final Logger LOG = LoggerFactory.getLogger(Projects.class);

    /**
     * The project, with at least these classes.
     *
     * @throws HualeException where it was deleted, or lacks classes that only people can add
     */
    StudioProject open(ClassNames classes) {
        Optional<Long> known = files.project();
        StudioProject project = known.isPresent() ? linked(known.get()) : link(classes);
        return withClasses(project, classes);
    }

    private StudioProject linked(long id) {
        try {
            return told(id);
        } catch (PartnerRefusal e) {
            if (!e.isMissing()) {
                throw e;
            }
            throw new HualeException(
                    client.said("has no project " + id + " any more: it was deleted, or the token's owner"
                            + " may not see it. What came in before is in the inbox. To go on in a new project, delete "
                            + files.folder().path() + "; what is not finished is then handed out again"),
                    e);
        }
    }

    private StudioProject told(long id) {
        return StudioProject.of(client.get("/api/projects/" + id + "/"));
    }

    private StudioProject link(ClassNames classes) {
        StudioProject project = found().orElseGet(() -> made(classes));
        files.link(project.id(), options.url());
        return project;
    }

    private Optional<StudioProject> found() {
        if (StudioOptions.isNumber(options.project())) {
            return Optional.of(told(Long.parseLong(options.project())));
        }
        List<Long> named = named(title());
        if (named.size() > 1) {
            throw new HualeException(client.said("has " + named.size() + " projects '" + title() + "': " + named
                    + "; name one by its number as oracle.project"));
        }
        return named.stream().findFirst().map(this::told);
    }

    /** That of the run's folder where none is given. */
    private String title() {
        if (!options.project().isEmpty()) {
            return options.project();
        }
        String own = files.folder().ownProject();
        return own.substring(0, Math.min(StudioOptions.MOST_TITLE, own.length()))
                .strip();
    }

    private List<Long> named(String title) {
        List<Long> ids = new ArrayList<>();
        client.eachOf("/api/projects/?include=id,title", "results", "count", project -> {
            if (project.path("title").asString("").equals(title)) {
                ids.add(project.path("id").asLong(-1));
            }
        });
        return ids;
    }

    private StudioProject made(ClassNames classes) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("title", title());
        wanted.put("description", "Images that a run of HUALE asks for");
        wanted.put("label_config", LabelStudioFormat.labelingInterface(classes.names()));
        wanted.put("sampling", "Uncertainty sampling"); // serves the lowest score first: the place in the order of want
        wanted.put("show_collab_predictions", true);
        wanted.put("maximum_annotations", 1);
        wanted.put("show_skip_button", true);
        wanted.put("enable_empty_annotation", true);
        wanted.put("skip_queue", "REQUEUE_FOR_OTHERS");
        StudioProject project = StudioProject.of(client.send(Call.post("/api/projects/", wanted)));
        LOG.info("Label Studio: made project {} '{}'", project.id(), project.title());
        return project;
    }

    private StudioProject withClasses(StudioProject project, ClassNames classes) {
        List<String> missing = project.missing(classes);
        if (missing.isEmpty()) {
            return project;
        }
        if (!project.hasOurInterface()) {
            throw new HualeException(
                    "Label Studio's project " + project.id() + " '" + project.title() + "' lacks the classes " + missing
                            + "; add them there (Settings, Labeling Interface), spelled the same");
        }
        List<String> labels = new ArrayList<>(project.labels());
        labels.addAll(missing);
        LOG.info("Label Studio: added the classes {} to project {}", missing, project.id());
        return StudioProject.of(client.send(
                Call.patch(project.path() + "/", Map.of("label_config", LabelStudioFormat.labelingInterface(labels)))));
    }
}
