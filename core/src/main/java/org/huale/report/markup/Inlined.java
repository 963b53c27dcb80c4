package org.huale.report.markup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.huale.storage.Sha256;

/** The content of a style or script element, from a file of this package. */
public record Inlined(String content) implements Node {

    /** Reads {@code file}, which stands beside a class; CDATA marks in comments let HTML and XML read the same. */
    public static Inlined resource(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Inlined("/*<![CDATA[*/\n" + content + "/*]]>*/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By which a content security policy lets this script run and no other. */
    public String policyHash() {
        byte[] hash = Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @Override
    public void write(StringBuilder out) {
        out.append(content);
    }
}
