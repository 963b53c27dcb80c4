package org.huale.web.desk;

/** @param role {@code annotator} or {@code reviewer} */
public record PersonView(String name, String role, boolean revoked) {
    public static final String REVIEWER = "reviewer";

    /** Whether this one may judge the work of others. */
    public boolean reviews() {
        return role.equals(REVIEWER);
    }
}
