package org.huale.web.server;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes bodies in within the limits. Refused by its head alone is what need not be read: a body that says of itself that it is too large,
 * and whoever may not ask.
 */
final class Entrance extends Handler.Wrapper {
    private final Limits limits;
    private final BodyBudget budget;

    /** What handles whole requests is set behind it. */
    Entrance(Limits limits) {
        this.limits = limits;
        this.budget = new BodyBudget(limits.mostTogether());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        ArrivingBody body = new ArrivingBody(exchange, super::handle, budget, limits.mostBytes());
        try {
            limits.check().accept(request);
            requireSize(request);
            budget.begin(body);
        } catch (Denied e) {
            exchange.refuse(e);
        }
        body.run();
        return true;
    }

    private void requireSize(Request request) {
        if (request.getLength() > limits.mostBytes()) {
            throw new Denied(413, Failures.tooLarge(limits.mostBytes()));
        }
    }
}
