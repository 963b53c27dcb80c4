package org.huale.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Window WINDOW = new Window(10, 20, new ImageSize(100, 50));

    @Test
    void boxesInsideMoveWithTheWindow() {
        assertThat(WINDOW.seen(new Box(30, 25, 40, 45))).contains(new Box(20, 5, 30, 25));
        assertThat(new Window(-5, -6, new ImageSize(200, 200)).seen(new Box(1, 2, 3, 4)))
                .contains(new Box(6, 8, 8, 10));
    }

    @Test
    void boxesAreCutAtTheWindow() {
        assertThat(WINDOW.seen(new Box(0, 30, 40, 90))).contains(new Box(0, 10, 30, 50));
    }

    @Test
    void aBoxWithItsCentreOutsideIsNotSeen() {
        assertThat(WINDOW.seen(new Box(0, 30, 19, 40))).isEmpty();
        assertThat(WINDOW.seen(new Box(100, 30, 120, 40))).isEmpty();
        assertThat(WINDOW.seen(new Box(0, 30, 20, 40))).contains(new Box(0, 10, 10, 20));
    }

    /** All of the window's 100x50 pixels are in both boxes, of 200x100 and of 201x100. */
    @Test
    void ofALargeBoxAQuarterMustBeSeen() {
        assertThat(WINDOW.seen(new Box(-40, -5, 160, 95))).contains(new Box(0, 0, 100, 50));
        assertThat(WINDOW.seen(new Box(-40, -5, 161, 95))).isEmpty();
    }

    @Test
    void aBoxWithoutAreaIsNotSeen() {
        assertThat(WINDOW.seen(new Box(30, 30, 30, 40))).isEmpty();
    }

    @Test
    void theWholeShowsEachBoxAsItIs() {
        Box box = new Box(0, 1.5, 7, 8);
        assertThat(Window.whole(new ImageSize(8, 8)).seen(box)).contains(box);
    }
}
