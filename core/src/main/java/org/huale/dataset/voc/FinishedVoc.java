package org.huale.dataset.voc;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.dataset.file.XmlRoot;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * VOC files as tools export them: every image with an XML file is finished, also without objects in it, and so is one
 * that only a list in {@code ImageSets/Main} names, as CVAT writes no file for an image without objects.
 */
record FinishedVoc(FinishedAnnotations reading) {
    private static final String LISTS = "ImageSets/Main/";

    /** By the root element; a file that is no XML is one of these, damaged. */
    static boolean isMine(Path folder, String file) {
        return RelativePath.hasExtension(file, "xml")
                && XmlRoot.of(folder.resolve(file)).map("annotation"::equals).orElse(true);
    }

    private static boolean isList(String file) {
        return ("/" + file).contains("/" + LISTS)
                && RelativePath.hasExtension(file, "txt")
                && !file.endsWith("/" + VocWriter.HANDED_OUT + ".txt");
    }

    void read(Path folder, List<String> files) {
        for (String file : files) {
            if (isMine(folder, file)) {
                read(folder.resolve(file), file);
            }
        }
        files.stream().filter(FinishedVoc::isList).forEach(list -> readList(folder.resolve(list), list));
    }

    private void readList(Path list, String where) {
        for (String line : TextLines.of(list)) {
            reading.find(line.strip(), where)
                    .filter(image -> !reading.isSeen(image))
                    .ifPresent(image -> reading.take(image, List.of(), where));
        }
    }

    private void read(Path xml, String where) {
        reading.find(RelativePath.withoutExtension(where), where).ifPresent(reading::see);
        try {
            VocFile content = VocFile.read(xml, UnaryOperator.identity());
            Optional<ImageRecord> image = image(where, content);
            if (image.isPresent()) {
                take(image.get(), content, where);
            } else {
                reading.other(where);
            }
        } catch (HualeException e) {
            reading.findings().unusable(where, String.valueOf(e.getMessage()));
        }
    }

    /** By the file's own name or else by the one it states. */
    private Optional<ImageRecord> image(String file, VocFile content) {
        return reading.names()
                .find(RelativePath.withoutExtension(file))
                .or(() -> reading.find(content.values().getOrDefault("filename", ""), file));
    }

    private void take(ImageRecord image, VocFile content, String where) {
        OptionalInt width = side(content, "width");
        OptionalInt height = side(content, "height");
        if (width.isPresent() && height.isPresent()) {
            reading.compare(image, new ImageSize(width.getAsInt(), height.getAsInt()), where);
        }
        VocObjects objects = new VocObjects(reading.classes(), image.size(), reading.findings());
        reading.take(image, objects.annotations(content, where), where);
    }

    /** Empty where not stated, or stated as 0 by a tool that did not know it. */
    private static OptionalInt side(VocFile content, String name) {
        String text = content.values().getOrDefault(name, "").strip();
        try {
            double value = Double.parseDouble(text);
            return value >= 1 && value <= Bounds.IMAGE_SIDE ? OptionalInt.of((int) value) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
