package org.huale.web.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.inbox.content.InboxGuess;
import org.huale.web.server.LabelServer;
import org.huale.web.session.Beginning;
import org.huale.web.session.LabelDesk;
import org.huale.web.session.ScriptedRun;
import org.jspecify.annotations.Nullable;

/** A folder of drawn images with a server before it and a scripted run behind it. */
final class Labeling implements AutoCloseable {
    final Path images;
    final Beginning beginning;
    final ScriptedRun program;
    private LabelDesk desk;
    private LabelServer server;
    private int port;

    private Labeling(
            Path images,
            Path place,
            int measured,
            int batch,
            @Nullable Function<ImageRecord, List<InboxGuess>> guesses) {
        this.images = images;
        this.beginning = Beginning.of(images, place, new Beginning.Wishes(measured, batch, batch, List.of()));
        this.program = guesses == null
                ? new ScriptedRun(images, beginning.run(), batch, 3)
                : new ScriptedRun(images, beginning.run(), batch, 3, guesses);
        start();
    }

    /** Of images that are there already. */
    static Labeling of(Path images, Path place, int measured, int batch) {
        return new Labeling(images, place, measured, batch, null);
    }

    /** Of images that are drawn into a folder {@code photos}. */
    static Labeling drawn(Path folder, int count, int measured, int batch) throws IOException {
        return of(DrawnFolder.of(folder.resolve("photos"), count), folder.resolve("photos-labels"), measured, batch);
    }

    /** The same with guesses that fit what is drawn. */
    static Labeling guessed(Path folder, int count, int measured, int batch) throws IOException {
        return new Labeling(
                DrawnFolder.of(folder.resolve("photos"), count),
                folder.resolve("photos-labels"),
                measured,
                batch,
                DrawnFolder::guesses);
    }

    /** Opens the page as somebody who names one class; the number of the first image. */
    String begun(Browser browser) {
        return begun(browser, "disc");
    }

    private String begun(Browser browser, String classes) {
        browser.go(address());
        browser.answer("#name", "Ada");
        browser.answer("#classes", classes);
        return browser.image();
    }

    /** Begins with classes and finishes the images to measure by; the number of the first one with guesses, two of which are shown. */
    String begunToGuesses(Browser browser, String classes) {
        String first = begun(browser, classes);
        browser.drag(100, 100, 200, 180);
        browser.keys("d");
        String second = browser.image(first);
        browser.keys("e");
        String guessed = browser.image(first, second);
        browser.awaitCount(".thing.guess", 2);
        return guessed;
    }

    private void start() {
        desk = LabelDesk.ofFolder(beginning, program, LabelDesk.Rules.NONE);
        server = LabelServer.start(desk, LabelServer.Place.local(port));
        port = server.port();
    }

    LabelDesk desk() {
        return desk;
    }

    String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** As when the server's process is killed. */
    void stop() {
        server.close();
        desk.close();
    }

    /** Begins again at the same address. */
    void restart() {
        start();
    }

    /** Begins at the address of another, which is stopped. */
    void startInPlaceOf(Labeling other) {
        port = other.port;
        start();
    }

    @Override
    public void close() {
        stop();
    }
}
