package org.huale.inbox.cvat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.inbox.partner.Access;
import tools.jackson.databind.JsonNode;

/** Opens CVAT by a personal access token, by a key, or by the key that a login gives. */
final class CvatAccess implements Access {
    private final CvatToken token;
    private String key = "";

    CvatAccess(CvatToken token) {
        this.token = token;
    }

    @Override
    public String authorization() {
        if (token.isLogin()) {
            return key.isEmpty() ? "" : "Token " + key;
        }
        return (CvatToken.isKey(token.text()) ? "Token " : "Bearer ") + token.text();
    }

    @Override
    public Optional<Renewal> renewal() {
        if (!token.isLogin()) {
            return Optional.empty();
        }
        Map<String, String> login = Map.of("username", name(), "password", password());
        return Optional.of(new Renewal("/api/auth/login", login, "the login"));
    }

    private String name() {
        return token.text().substring(0, token.text().indexOf(':'));
    }

    private String password() {
        return token.text().substring(token.text().indexOf(':') + 1);
    }

    @Override
    public boolean renewed(JsonNode answer) {
        String given = answer.path("key").asString("");
        if (!CvatToken.isKey(given)) {
            return false;
        }
        key = given;
        return true;
    }

    @Override
    public List<String> secrets() {
        return Stream.of(token.text(), token.isLogin() ? password() : "", key)
                .filter(it -> !it.isEmpty())
                .toList();
    }

    @Override
    public String remedy() {
        return "make a personal access token in the settings of your account and put it into " + CvatToken.VARIABLE
                + " or oracle.tokenFile";
    }
}
