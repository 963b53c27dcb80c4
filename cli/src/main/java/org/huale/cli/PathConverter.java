package org.huale.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.huale.problem.UnshownName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Paths of the command line; what is none is told as the user wrote it. */
final class PathConverter implements ITypeConverter<Path> {

    @Override
    public Path convert(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(UnshownName.words(e));
        }
    }
}
