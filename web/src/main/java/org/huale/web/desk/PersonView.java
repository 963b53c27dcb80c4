package org.huale.web.desk;

/** @param role {@code annotator} or {@code reviewer} */
public record PersonView(String name, String role, boolean revoked) {
    public static final String REVIEWER = "reviewer";

    /** In characters. */
    private static final int LONGEST_NAME = 80;

    /** Whether somebody may be called that. */
    public static boolean isName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME;
    }

    /** Whether this one may judge the work of others. */
    public boolean reviews() {
        return role.equals(REVIEWER);
    }
}
