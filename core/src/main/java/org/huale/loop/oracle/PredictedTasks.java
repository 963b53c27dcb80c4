package org.huale.loop.oracle;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.labelstudio.PredictedRegions;
import org.huale.storage.FileTree;
import org.huale.storage.WholeFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * The images handed out as tasks of Label Studio with the guesses as predictions, scores included. Images are named as files of
 * Label Studio's local storage whose root is the run's folder ({@code LOCAL_FILES_DOCUMENT_ROOT}); {@code huale_id} in the data
 * of a task comes back in every export. The score of a task is its place in the order of want over their number, so that Label
 * Studio, which serves the lowest score first, serves the most wanted first.
 *
 * @param content of the folder
 * @param place the folder's own, once it is complete
 */
record PredictedTasks(ToLabelFolder.Content content, Path place) {
    private static final String FILE = "label-studio.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Writes nothing where there is no guess. */
    void write(Map<ImageId, List<Annotation>> guesses, Path folder) throws IOException {
        if (guesses.values().stream().allMatch(List::isEmpty)) {
            return;
        }
        Map<String, String> files = files(folder);
        Map<ImageId, List<Double>> scores = content.guesses().scoresOf(guesses.keySet());
        PredictedRegions regions = PredictedRegions.usual(content.classes());
        List<Map<String, Object>> tasks = new ArrayList<>();
        content.names().byName().forEach((name, image) -> {
            double rank = (double) tasks.size() / content.names().byName().size();
            List<Annotation> objects = guesses.getOrDefault(image.id(), List.of());
            tasks.add(task(
                    files.getOrDefault(stem(name), name),
                    image,
                    prediction(rank, regions.of(image.size(), objects, scores.getOrDefault(image.id(), List.of())))));
        });
        WholeFile.writeText(folder.resolve(FILE), JSON.writeValueAsString(tasks) + "\n");
    }

    /** Where the images lie, from the run's folder on, by their names without extension. */
    private Map<String, String> files(Path folder) throws IOException {
        Path cycle = place.toAbsolutePath().resolveSibling("").normalize();
        String prefix = cycle.getFileName() + "/" + place.getFileName() + "/";
        Map<String, String> files = new LinkedHashMap<>();
        FileTree.walk(folder).stream()
                .filter(Files::isRegularFile)
                .filter(PredictedTasks::isImage)
                .forEach(file -> files.put(
                        stem(String.valueOf(file.getFileName())),
                        prefix + folder.relativize(file).toString().replace('\\', '/')));
        return files;
    }

    private static boolean isImage(Path file) {
        return RelativePath.isImage(String.valueOf(file.getFileName()));
    }

    private static String stem(String name) {
        return RelativePath.stem(name);
    }

    private Map<String, Object> task(String file, ImageRecord image, Map<String, Object> prediction) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("image", "/data/local-files/?d=" + encoded(file));
        data.put("huale_id", image.id().value());
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("data", data);
        task.put("predictions", List.of(prediction));
        return task;
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static Map<String, Object> prediction(double rank, List<Map<String, Object>> regions) {
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("model_version", "huale");
        prediction.put("score", rank);
        prediction.put("result", regions);
        return prediction;
    }
}
