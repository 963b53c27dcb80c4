package org.huale.dataset.cvat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CvatWorkTest {
    private static final ImageRecord IMAGE =
            new ImageRecord(new ImageId("a"), Path.of("a.png"), new ImageSize(64, 48), List.of());
    private static final CvatLabels LABELS = new CvatLabels(Map.of(1L, "dog", 2L, "cat"), Map.of(7L, "difficult"));

    private final List<String> problems = new ArrayList<>();

    private List<Annotation> read(int frame, Sides sides, String told) {
        problems.clear();
        CvatWork work = new CvatWork(JsonMapper.shared().readTree(told), LABELS);
        FinishedAnnotations.Result result =
                FinishedAnnotations.of(FlatNames.of(List.of(IMAGE)), ClassNames.of("cat", "dog"), reading -> {
                    work.take(frame, sides, IMAGE, reading);
                    reading.findings().problems().forEach(problem -> problems.add(problem.toString()));
                });
        return Stream.ofNullable(result.annotations().get(IMAGE.id()))
                .flatMap(List::stream)
                .toList();
    }

    private List<Annotation> read(int frame, String told) {
        return read(frame, new Sides(64, 48), told);
    }

    private static String shape(int frame, String type, String rest) {
        return "{\"id\":5,\"label_id\":1,\"frame\":" + frame + ",\"type\":\"" + type + "\"," + rest + "}";
    }

    private static String track(String... shapes) {
        return "{\"tracks\":[{\"label_id\":2,\"frame\":1,\"attributes\":[],\"shapes\":[" + String.join(",", shapes)
                + "]}]}";
    }

    @Test
    void shapesOfOtherImagesAndOlderServersAreNoMatter() {
        String told = "{\"version\":3,\"tags\":[{\"frame\":1,\"label_id\":1}],\"shapes\":["
                + shape(0, "rectangle", "\"points\":[1,2,3,4]") + ","
                + shape(1, "rectangle", "\"points\":[5,6,7.5,8],\"attributes\":[{\"spec_id\":7,\"value\":\"true\"}]")
                + "]}";
        assertThat(read(1, told)).containsExactly(new Annotation(new Box(5, 6, 7.5, 8), 1, true, false, 5));
        assertThat(problems).containsExactly("CVAT: image a: a tag of the whole image is not kept");
        assertThat(read(2, told)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void whatCannotBeIsSaid() {
        String told = "{\"shapes\":[" + shape(0, "rectangle", "\"points\":[1,2,3]") + ","
                + "{\"id\":6,\"label_id\":9,\"frame\":0,\"type\":\"rectangle\",\"points\":[1,2,3,4]},"
                + shape(0, "skeleton", "\"points\":[]") + "," + shape(0, "mask", "\"points\":[1]") + "]}";
        read(0, new Sides(48, 64), told);
        assertThat(problems)
                .anyMatch(it -> it.contains("shape 5: ") && it.contains("is not finite"))
                .anyMatch(it -> it.contains("class 'number 9' is unknown"))
                .anyMatch(it -> it.contains("a shape of the kind 'skeleton' has no box"))
                .anyMatch(it -> it.contains("image a is 48x64 here, it was handed out as 64x48"));
    }

    @Test
    void tracksStayAndMoveInEqualStepsTurningByTheShorterWay() {
        String told = track(
                shape(5, "rectangle", "\"points\":[20,10,40,20],\"rotation\":10,\"outside\":false"),
                shape(1, "rectangle", "\"points\":[10,10,30,20],\"rotation\":350,\"outside\":false"),
                shape(7, "rectangle", "\"points\":[20,10,40,20],\"rotation\":10,\"outside\":true"));
        assertThat(read(0, told)).isEmpty();
        Box half = read(3, told).get(0).box();
        assertThat(half.x1()).isCloseTo(15, within(1e-9));
        assertThat(half.x2()).isCloseTo(35, within(1e-9));
        assertThat(half.y1()).isCloseTo(10, within(1e-9));
        double five = Math.toRadians(5);
        assertThat(read(2, told).get(0).box().width())
                .isCloseTo(20 * Math.cos(five) + 10 * Math.sin(five), within(1e-9));
        assertThat(read(6, told).get(0).classIndex()).isZero();
        assertThat(read(6, told)).isEqualTo(read(5, told));
        assertThat(read(7, told)).isEmpty();
        assertThat(read(9, track(shape(1, "rectangle", "\"points\":[1,2,3,4]"))))
                .as("to the end of its job")
                .containsExactly(Annotation.of(new Box(1, 2, 3, 4), 0));
    }

    @Test
    void aPolygonThatMovesIsUncertainBetweenItsKeyframes() {
        String told = track(
                shape(1, "polygon", "\"points\":[10,10,30,20,10,20]"),
                shape(3, "polygon", "\"points\":[12,10,30,20,10,20]"));
        assertThat(read(1, told)).hasSize(1);
        assertThat(read(2, told)).isEmpty();
        assertThat(problems).anyMatch(it -> it.contains("'track between the keyframes of a polygon' has no box"));
    }
}
