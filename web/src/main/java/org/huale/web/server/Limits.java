package org.huale.web.server;

import io.javalin.config.JavalinConfig;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What bounds a server, so that nobody who asks it can take much of it.
 *
 * @param mostBytes of a body
 * @param mostTogether bytes of all bodies that are there at once
 * @param check throws {@link Denied} where a request is to be refused before its body is read
 */
record Limits(int mostBytes, long mostTogether, Consumer<Request> check) {
    private static final int THREADS = 64;
    /** Milliseconds after which a connection without a byte is closed; its thread is free then at the latest. */
    private static final long IDLE = 30_000;

    void addTo(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = mostBytes;
        config.http.prefer405over404 = false;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("huale-web");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(Limits::modest);
        config.jetty.modifyServer(this::impatient);
    }

    private static void modest(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(16 * 1024);
        http.setIdleTimeout(IDLE);
    }

    private void impatient(Server server) {
        server.setHandler(new Entrance(this)); // Javalin stands behind it
        server.setStopTimeout(0); // a save is whole or was never made, and pages send it again
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector one) {
                one.setIdleTimeout(IDLE);
            }
        }
    }
}
