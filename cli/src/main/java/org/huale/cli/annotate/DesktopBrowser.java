package org.huale.cli.annotate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The browser of the person before the screen, where there is a screen. */
final class DesktopBrowser {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopBrowser.class);

    private DesktopBrowser() {}

    /** Opens an address, or does nothing where there is no way to. */
    static void open(String address) {
        command(System.getProperty("os.name", "").toLowerCase(Locale.ROOT)).ifPresent(words -> {
            try {
                new ProcessBuilder(words.get(0), words.get(1), address)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                LOG.debug("no browser was opened", e);
            }
        });
    }

    /** Two words before the address. */
    private static Optional<List<String>> command(String system) {
        if (system.contains("win")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        if (system.contains("mac")) {
            return Optional.of(List.of("open", "-u"));
        }
        boolean screen = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        return screen ? Optional.of(List.of("env", "xdg-open")) : Optional.empty();
    }
}
