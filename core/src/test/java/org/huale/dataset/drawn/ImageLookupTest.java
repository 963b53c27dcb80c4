package org.huale.dataset.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.Samples;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLookupTest {
    private final Findings findings = new Findings();

    @TempDir
    private Path folder;

    @BeforeEach
    void images() {
        for (String name :
                List.of("a.png", "images/b.png", "images/x/c.png", "y/c.png", "y/caf\u00e9 (1).png", "y/%41.png")) {
            Samples.image(folder.resolve(name), Samples.SIZE, 1);
        }
    }

    private Optional<String> find(ImageFiles files, String... names) {
        DrawnImage image =
                new DrawnImage(List.of(names), DrawnImage.Sides.UNKNOWN, List.of(), DrawnImage.Progress.DONE, "file");
        return new ImageLookup(folder, files)
                .find(image, findings)
                .map(found -> found.id().value());
    }

    @Test
    void anImageWithALineBreakInItsNameIsLeftOut() {
        Samples.image(folder.resolve("y/d\ne.png"), Samples.SIZE, 1);
        assertThat(find(ImageFiles.NEEDED, "d\ne.png")).isEmpty();
        assertThat(findings.problems()).singleElement().asString().contains("y/d\ne.png", "has a control character");
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, a.png",
        "./a.png, a.png",
        "a, a.png",
        "b.png, b.png",
        "images/b.png, b.png",
        "/home/me/b.png, b.png",
        "C:\\work\\b.png, b.png",
        "x/c.png, x/c.png",
        "y/c, y/c.png",
        "cafe\u0301 (1).png, y/caf\u00e9 (1).png",
        "caf%C3%A9%20(1).png, y/caf\u00e9 (1).png",
        "upload/4/0a1b2c3d-caf\u00e9_1.png, y/caf\u00e9 (1).png",
        "a_png.rf.0123456789abcdef.jpg, a.png",
        "%41.png, y/%41.png"
    })
    void theImageIsFoundBy(String name, String id) {
        assertThat(find(ImageFiles.NEEDED, name)).contains(id);
        assertThat(findings.problems()).isEmpty();
    }

    @Test
    void whatMayBeSeveralOrIsNowhereIsUnusable() {
        assertThat(find(ImageFiles.NEEDED, "c.png")).isEmpty();
        assertThat(find(ImageFiles.NEEDED, "d.png")).isEmpty();
        assertThat(find(ImageFiles.NEEDED, "../a2.png")).isEmpty();
        assertThat(findings.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "file: image 'c.png' may be any of [images/x/c.png, y/c.png]; left out",
                        "file: image 'd.png': no such image; left out",
                        "file: image '../a2.png': no such image; left out");
    }

    @Test
    void theSurestNameCountsFirst() {
        assertThat(find(ImageFiles.NEEDED, "b.png", "a.png")).contains("b.png");
        assertThat(find(ImageFiles.NEEDED, "none.png", "a.png")).contains("a.png");
    }

    @Test
    void anImageThatIsNotNeededKeepsItsName() {
        assertThat(find(ImageFiles.NOT_NEEDED, "deep/d.png")).contains("deep/d.png");
        assertThat(find(ImageFiles.NOT_NEEDED, "/abs/d.png")).contains("d.png");
    }

    @ParameterizedTest
    @CsvSource({
        "x/c.png, false",
        "images/b.png, false",
        "b.png, false",
        "/home/me/b.png, false",
        "z/b.png, false",
        "m/x/c.png, false",
        "z/caf\u00e9 (1).png, true",
        "/m/y/caf\u00e9 (1).png, false"
    })
    void anImageInAnotherFolderThanTheOneStatedIsTold(String name, boolean told) {
        DrawnImage image =
                new DrawnImage(List.of(name), DrawnImage.Sides.UNKNOWN, List.of(), DrawnImage.Progress.DONE, "file");
        assertThat(new ImageLookup(folder, ImageFiles.NEEDED)
                        .find(image, findings)
                        .orElseThrow()
                        .isElsewhere())
                .isEqualTo(told);
    }
}
