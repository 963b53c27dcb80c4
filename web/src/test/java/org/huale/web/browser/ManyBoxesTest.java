package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huale.web.desk.PersonView.reviewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.web.desk.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 500 boxes on an image of 4,000 x 3,000 pixels: all of it works; how fast is told, and decides nothing. */
class ManyBoxesTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyBoxesTest.class);
    private static final int BOXES = 500;

    @TempDir
    private Path folder;

    @Test
    void areDrawnMovedAndSaved() throws IOException {
        Path images = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < 4; i++) {
            ImageWriter.write(chequered(4000, 3000), images.resolve("large-" + i + ".jpg"));
        }
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.of(images, folder.resolve("labels"), 1, 1)) {
            browser.go(labeling.address());
            browser.answer("#name", "Ada");
            browser.answer("#classes", "disc\nring");
            long image = Long.parseLong(browser.image());
            browser.go("about:blank");
            labeling.desk().save(image, reviewer("Ada"), new Change(0, boxes(), Map.of(), 0, "open", ""));
            browser.go(labeling.address());
            browser.awaitCount(".thing.box", BOXES);
            LOG.warn("500 boxes: {}", browser.asyncScript(FRAMES));
            browser.drag(450, 300, 520, 360);
            browser.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(image).boxes()).hasSize(BOXES + 1);
        }
    }

    /** Pans and zooms for 60 frames, and drags a box for as many; tells milliseconds of our own drawing and of whole frames. */
    private static final String FRAMES = """
            const done = arguments[arguments.length - 1];
            const stage = document.getElementById('stage');
            const frame = stage.getBoundingClientRect();
            const send = (type, x, y, more = {}) => stage.dispatchEvent(new PointerEvent(type,
              { clientX: frame.left + x, clientY: frame.top + y, bubbles: true, pointerId: 1, isPrimary: true, ...more }));
            stage.setPointerCapture = () => {};
            const middle = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)].toFixed(1);
            const high = values => values.sort((a, b) => a - b)[Math.floor(values.length * 0.95)].toFixed(1);
            async function frames(count, act) {
              const whole = [];
              let before = performance.now();
              for (let i = 0; i < count; i++) {
                act(i);
                await new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)));
                const now = performance.now();
                whole.push((now - before) / 2);
                before = now;
              }
              return `median ${middle(whole)} ms, 95th percentile ${high(whole)} ms a frame`;
            }
            (async () => {
              const pan = await frames(60, i => stage.dispatchEvent(new WheelEvent('wheel',
                { deltaY: i % 2 === 0 ? -40 : 40, clientX: frame.left + 300, clientY: frame.top + 200, bubbles: true, cancelable: true })));
              send('pointerdown', 300, 200, { button: 0 });
              const drag = await frames(60, i => send('pointermove', 310 + i, 210 + i));
              send('pointercancel', 0, 0);
              done(`zoom ${pan}; drag ${drag}`);
            })();
            """;

    private static List<Change.Drawn> boxes() {
        List<Change.Drawn> boxes = new ArrayList<>();
        for (int i = 0; i < BOXES; i++) {
            double x = 20 + i % 25 * 155;
            double y = 20 + i / 25 * 145;
            boxes.add(new Change.Drawn(i, i % 2, x, y, x + 120, y + 110, null, false, false));
        }
        return boxes;
    }

    private static Image chequered(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            byte light = (byte) ((i % width / 50 + i / width / 50) % 2 == 0 ? 60 : 160);
            rgb[3 * i] = light;
            rgb[3 * i + 1] = light;
            rgb[3 * i + 2] = (byte) 120;
        }
        return new Image(new ImageSize(width, height), rgb);
    }
}
