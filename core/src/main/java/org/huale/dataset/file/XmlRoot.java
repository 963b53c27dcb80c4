package org.huale.dataset.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.huale.storage.InputFile;

/** The name of a document's root element, by which formats that share the ending {@code .xml} tell their files apart. */
public final class XmlRoot {
    private XmlRoot() {}

    /** Empty where the file is no XML or cannot be read. */
    public static Optional<String> of(Path file) {
        try (InputStream in = new BufferedInputStream(InputFile.open(file))) {
            return Optional.of(new XmlCursor(in).name());
        } catch (IOException | XMLStreamException e) {
            return Optional.empty();
        }
    }
}
