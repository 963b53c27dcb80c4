package org.huale.web.desk;

import java.security.SecureRandom;
import java.util.Base64;

/** Words that nobody can guess: for links, cookies and passwords. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom(); // no result depends on it

    private Secrets() {}

    /**
     * A new one, in characters that stand in addresses and headers as they are.
     *
     * @param bytes of chance in it
     */
    public static String fresh(int bytes) {
        byte[] key = new byte[bytes];
        RANDOM.nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }
}
