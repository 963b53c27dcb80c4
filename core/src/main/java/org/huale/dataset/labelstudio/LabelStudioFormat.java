package org.huale.dataset.labelstudio;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.Dataset;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFinished;
import org.huale.dataset.drawn.DrawnFormat;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.JsonShape;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * {@code labelstudio:FILE.json[:IMAGES_DIR]}: tasks as Label Studio exports them as <em>JSON</em> or <em>JSON-MIN</em>, and as it
 * imports them.
 */
public final class LabelStudioFormat extends DrawnFormat {
    private static final String TITLE = "Label Studio";
    private static final String CONFIG = "label_config.xml";

    public LabelStudioFormat() {
        super("labelstudio", "json", "tasks.json");
    }

    /** The labeling interface of a project for boxes of these classes, as XML. */
    public static String labelingInterface(List<String> classes) {
        return LabelStudioWriter.config(classes);
    }

    /**
     * Reads a task of the full JSON whose image is known already, whatever the task calls it. A task that nobody has submitted
     * leaves nothing.
     */
    public static void take(JsonNode task, ImageRecord image, FinishedAnnotations into) {
        DrawnImage drawn = new LabelStudioReader(into.findings(), TITLE, TITLE)
                .task(task, image.id().value());
        new DrawnFinished(into).take(new DrawnFile(List.of(drawn)));
    }

    /** Which of a task's annotations counts: that with the star, or else the latest; empty where nobody submitted one. */
    public static Optional<JsonNode> taken(JsonNode annotations) {
        return LabelStudioReader.taken(annotations);
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    protected boolean recognises(Path file) {
        JsonShape shape = JsonShape.of(file);
        Set<String> keys = shape.keys();
        boolean full = keys.contains("data") && (keys.contains("annotations") || keys.contains("predictions"));
        boolean min = keys.contains("annotation_id") || (keys.contains("annotator") && keys.contains("lead_time"));
        return shape.list() && (full || min);
    }

    @Override
    protected DrawnFile parse(Source source) {
        return LabelStudioReader.read(source);
    }

    @Override
    protected void write(Drawing drawing, OutputStream out) {
        new LabelStudioWriter(drawing).write(out);
    }

    /** The labeling interface of the project, besides the list of classes. */
    @Override
    protected void writeBeside(Drawing drawing, TargetFolder folder, String file) {
        super.writeBeside(drawing, folder, file);
        String config = labelingInterface(drawing.classes().names());
        folder.rewrite(CONFIG, out -> out.write(config.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean accompanies(Path folder, String file) {
        return file.endsWith(CONFIG);
    }

    @Override
    protected List<Problem> losses(Dataset dataset) {
        return Losses.ofBoxesAlone(title(), dataset);
    }

    @Override
    public String imageWithoutObjects() {
        return "a submitted task without regions";
    }
}
