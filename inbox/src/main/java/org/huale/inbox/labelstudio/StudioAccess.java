package org.huale.inbox.labelstudio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.inbox.partner.Access;
import tools.jackson.databind.JsonNode;

/** Opens Label Studio by a legacy token as it is, or by what a personal access token gives for five minutes. */
final class StudioAccess implements Access {
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(4); // of the five that a token lasts

    private final StudioToken token;
    private final Clock clock;
    private String access = "";
    private Instant renewed = Instant.EPOCH;

    StudioAccess(StudioToken token, Clock clock) {
        this.token = token;
        this.clock = clock;
    }

    @Override
    public String authorization() {
        if (!token.isPersonal()) {
            return "Token " + token.text();
        }
        boolean old = Duration.between(renewed, clock.instant()).compareTo(RENEWED_AFTER) >= 0;
        return old || access.isEmpty() ? "" : "Bearer " + access;
    }

    @Override
    public Optional<Renewal> renewal() {
        return token.isPersonal()
                ? Optional.of(new Renewal(
                        "/api/token/refresh/", Map.of("refresh", token.text()), "the personal access token"))
                : Optional.empty();
    }

    @Override
    public boolean renewed(JsonNode answer) {
        String given = answer.path("access").asString("");
        if (!StudioToken.isThreeParts(given)) {
            return false;
        }
        access = given;
        renewed = clock.instant();
        return true;
    }

    @Override
    public List<String> secrets() {
        return Stream.of(token.text(), access).filter(it -> !it.isEmpty()).toList();
    }

    @Override
    public String remedy() {
        return "make one in Account & Settings and put it into " + StudioToken.VARIABLE + " or oracle.tokenFile";
    }
}
