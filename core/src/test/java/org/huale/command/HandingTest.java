package org.huale.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.detect.DetectorTrainer;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandingTest {
    @TempDir
    private Path folder;

    private Path list(String... paths) {
        List<ImageRecord> images = List.of(paths).stream()
                .map(it -> new ImageRecord(new ImageId("a"), Path.of(it), new ImageSize(9, 9), List.of()))
                .toList();
        return Handing.list(folder.resolve("images.txt"), images);
    }

    @Test
    void aListHasAPathALine() {
        assertThat(list("/data/a.png", "/data/b/../c d.png")).hasContent("/data/a.png\n/data/c d.png\n");
    }

    @Test
    void aPathOfTwoLinesIsRefused() {
        assertThatThrownBy(() -> list("/data/a.png", "/of\nme/b.png"))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("/of\nme/b.png: has a control character in its path");
        assertThat(folder.resolve("images.txt")).doesNotExist();
    }

    /** As long as file systems allow, but for a few bytes. */
    @Test
    void imagesMayHaveLongNames() throws IOException {
        String name = "a".repeat(236) + ".png";
        Path file = Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 1);
        Dataset labeled = new Dataset(
                "labeled",
                ClassNames.of("cat"),
                List.of(new ImageRecord(new ImageId(name), file, Samples.SIZE, List.of())));
        Path handed = Files.createDirectory(folder.resolve("handed"));
        Handing.of(
                CommandTemplate.of("train {coco} {voc} {yolo}"),
                new DetectorTrainer.Images(labeled, labeled, labeled),
                handed);
        for (String place : List.of("coco/images", "voc/JPEGImages", "yolo/images/train")) {
            assertThat(handed.resolve(place).resolve(name)).hasSameBinaryContentAs(file);
        }
    }

    /** HUALE's own detectors do not learn these either; a program can leave out only what it can tell apart. */
    @Test
    void whatAFormatDoesNotTellApartIsNotHandedInIt() throws IOException {
        Box box = new Box(1, 2, 30, 40);
        Annotation difficult = new Annotation(box, 0, true, false, box.area());
        Annotation crowd = new Annotation(box, 0, false, true, box.area());
        Path file = Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 1);
        List<Annotation> objects = List.of(Annotation.of(box, 0), difficult, crowd);
        Dataset labeled = new Dataset(
                "labeled",
                ClassNames.of("cat"),
                List.of(new ImageRecord(new ImageId("a.png"), file, Samples.SIZE, objects)));
        Path handed = Files.createDirectory(folder.resolve("handed"));
        Handing.of(
                CommandTemplate.of("train {coco} {voc} {yolo}"),
                new DetectorTrainer.Images(labeled, labeled, labeled),
                handed);
        assertThat(handed.resolve("yolo/labels/train/a.txt")).content().hasLineCount(1);
        assertThat(handed.resolve("voc/Annotations/a.xml"))
                .content()
                .contains("<difficult>0</difficult>", "<difficult>1</difficult>")
                .doesNotContain("crowd")
                .containsOnlyOnce("<difficult>1");
        assertThat(handed.resolve("coco/annotations.json"))
                .content()
                .contains("\"iscrowd\":1", "\"difficult\":1")
                .containsOnlyOnce("\"iscrowd\":1");
    }
}
