package org.huale.inbox.partner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What opens a server, and how it is renewed. Nothing shows it. */
public interface Access {

    /** The header {@code Authorization}; empty where it has to be renewed first. */
    String authorization();

    /** How another one is had, before it is first used or after the server has refused it; empty where there is no other. */
    Optional<Renewal> renewal();

    /** Takes the answer to the renewal; false where it holds nothing that opens anything. */
    boolean renewed(JsonNode answer);

    /** What no message may show. */
    List<String> secrets();

    /** What people do where the server does not take it: {@code make one in Account & Settings}. */
    String remedy();

    /**
     * A call by which another one is had.
     *
     * @param what is shown to the server, for messages: {@code the personal access token}
     */
    record Renewal(String path, Map<String, String> body, String what) {}
}
