package org.huale.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.inbox.content.Person;
import org.huale.problem.HualeException;
import org.huale.storage.Sha256;

/** Who may annotate where links are personal. Of a token only its SHA-256 is kept. */
public final class People {
    private final Database database;
    private final Events events;

    People(Database database, Events events) {
        this.database = database;
        this.events = events;
    }

    /**
     * Lets somebody in, or gives somebody a new token, by which an older one opens nothing any more.
     *
     * @param token that the person shows; at least 16 characters
     * @throws HualeException where the name is blank
     */
    public Person invite(String name, Person.Role role, String token) {
        if (name.isBlank()) {
            throw new HualeException("a person must have a name");
        }
        if (token.length() < 16) {
            throw new IllegalArgumentException("a token must have at least 16 characters, got " + token.length());
        }
        return database.change(() -> {
            database.execute(
                    "INSERT INTO person (name, role, token_hash) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                            + " role = excluded.role, token_hash = excluded.token_hash, revoked = 0",
                    name,
                    role.word(),
                    Sha256.of(token));
            events.append(Events.RUN, "person", Map.of("name", name, "role", role.word()));
            return new Person(name, role, false);
        });
    }

    /** Whose token it is; empty where nobody's, or where it was revoked. */
    public Optional<Person> holderOf(String token) {
        // The hash is looked up, not the token: how long that takes tells nothing of a token.
        return database.read(() -> database.row(
                "SELECT * FROM person WHERE token_hash = ? AND revoked = 0", People::person, Sha256.of(token)));
    }

    /** Everybody, by name. */
    public List<Person> all() {
        return database.read(() -> database.rows("SELECT * FROM person ORDER BY name", People::person));
    }

    /**
     * Makes a person's token open nothing; what the person annotated stays.
     *
     * @throws HualeException where there is nobody of that name
     */
    public Person revoke(String name) {
        return database.change(() -> {
            Person person = database.row("SELECT * FROM person WHERE name = ?", People::person, name)
                    .orElseThrow(() -> new HualeException("nobody is called " + name));
            database.execute("UPDATE person SET revoked = 1 WHERE name = ?", name);
            events.append(Events.RUN, "revoke", Map.of("name", name));
            return new Person(person.name(), person.role(), true);
        });
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(row.getString("name"), Person.Role.of(row.getString("role")), row.getInt("revoked") == 1);
    }
}
