package org.huale.web.desk;

/** @param role {@code annotator} or {@code reviewer} */
public record PersonView(String name, String role, boolean revoked) {
    public static final String REVIEWER = "reviewer";

    /** In characters. */
    public static final int LONGEST_NAME = 80;

    /** One who may judge the work of others, as everybody may who sits at the machine of the server. */
    public static PersonView reviewer(String name) {
        return new PersonView(name, REVIEWER, false);
    }

    /** Whether somebody may be called that. */
    public static boolean isName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME;
    }

    /** @throws BadInput where nobody may be called that */
    public static void requireName(String name) {
        if (!isName(name)) {
            throw new BadInput("name: 1 to " + LONGEST_NAME + " characters are needed, got " + name.length());
        }
    }

    /** Whether this one may judge the work of others. */
    public boolean reviews() {
        return role.equals(REVIEWER);
    }
}
