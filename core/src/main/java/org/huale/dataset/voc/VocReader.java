package org.huale.dataset.voc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a year folder of a VOCdevkit: {@code Annotations/ID.xml}, {@code JPEGImages/ID.jpg} (or another extension),
 * {@code ImageSets/Main/SPLIT.txt}, or one of the other layouts that {@link VocLayout} knows. An id may contain folders.
 *
 * <p>Classes are those of {@code labels.txt} or {@code classes.txt} in the folder or, without such a list, the sorted
 * names of <em>all</em> annotation files, so that every split of a folder numbers its classes alike.
 */
final class VocReader {
    private final VocLayout layout;
    private final Optional<String> split;
    private final ImageFiles imageFiles;
    private final AnnotationAccount.Tally tally = new AnnotationAccount.Tally();
    private final Map<String, String> sharedNames = new ConcurrentHashMap<>(); // else each object had text of its own

    VocReader(Path folder, Optional<String> split, ImageFiles imageFiles) {
        VocLayout whole = VocLayout.of(folder);
        Optional<VocLayout> part =
                split.filter(name -> !Files.isRegularFile(whole.list(name))).flatMap(whole::folderOf);
        this.layout = part.orElse(whole);
        this.split = part.isPresent() ? Optional.empty() : split;
        this.imageFiles = imageFiles;
    }

    /** One annotation file after parsing; without content where it could not be parsed, for the reason given. */
    private record Parsed(Optional<VocFile> content, String fault) {}

    DatasetReading read() {
        Findings findings = imageFiles.findings(BoxForm.VOC);
        ImageFolder files = ImageFolder.of(layout.images());
        VocSplit listed = VocSplit.read(layout, split, files, findings);
        Map<String, Parsed> parsed = parse(listed.images());
        VocSplit ids = listed.name().isEmpty() ? listed.with(unannotated(files, parsed)) : listed;
        Optional<ClassNames> stated = ClassList.of(layout.folder());
        ClassNames classes = stated.orElseGet(() -> namesIn(ids, parsed, findings));
        Dataset dataset = new Dataset(name(ids), classes, images(ids, parsed, files, new Target(classes, findings)));
        tellOfNoImage(ids, parsed, files, findings);
        tellOfNamesakes(findings);
        files.noteOthers(layout.image(""), findings);
        findings.noteCounted(String.valueOf(layout.folder().getFileName()));
        return DatasetReading.of(tally.account(dataset), CocoNumbering.ofPositions(dataset), findings);
    }

    /** Annotation files of other splits may be without images where only one split is here. */
    private void tellOfNoImage(VocSplit ids, Map<String, Parsed> parsed, ImageFolder files, Findings findings) {
        for (String id : layout.annotations().ids()) {
            boolean found = !files.images(id).isEmpty()
                    || !files.images(statedStem(parsed.containsKey(id) ? parsed.get(id) : parse(xml(id))))
                            .isEmpty();
            if (!found && imageFiles.needed()) {
                tally.unused(where(id));
                if (!ids.images().contains(id)) {
                    findings.note(where(id), "is the annotation file of no image; not used");
                }
            }
        }
    }

    private void tellOfNamesakes(Findings findings) {
        for (String file : layout.annotations().namesakes()) {
            tally.unused(layout.xmlFile(file));
            findings.unusable(
                    layout.xmlFile(file),
                    "is called as " + where(RelativePath.withoutExtension(file))
                            + " but for the case of letters; left out");
        }
    }

    /** Images of no annotation file. */
    private static List<String> unannotated(ImageFolder files, Map<String, Parsed> parsed) {
        Set<String> annotated = new HashSet<>();
        parsed.forEach((id, file) -> annotated.add(files.images(id).isEmpty() ? statedStem(file) : id));
        return files.stems().stream().filter(stem -> !annotated.contains(stem)).toList();
    }

    /** Of the image that an annotation file names; blank where it names none. */
    private static String statedStem(Parsed file) {
        return file.content()
                .map(content -> RelativePath.stem(statedName(content)))
                .orElse("");
    }

    private record Target(ClassNames classes, Findings findings) {}

    private String name(VocSplit ids) {
        return "voc:" + layout.folder() + ids.name().map(name -> ":" + name).orElse("");
    }

    private Map<String, Parsed> parse(Set<String> ids) {
        return ids.parallelStream()
                .filter(id -> Files.isRegularFile(xml(id)))
                .collect(Collectors.toConcurrentMap(id -> id, id -> parse(xml(id))));
    }

    private Parsed parse(Path xml) {
        try {
            return new Parsed(Optional.of(VocFile.read(xml, this::shared)), "");
        } catch (HualeException e) {
            return new Parsed(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private String shared(String name) {
        return sharedNames.computeIfAbsent(name, own -> own);
    }

    private Path xml(String id) {
        return layout.annotations().file(id);
    }

    /** Names in the files of this split, and in all others, of which nothing else is kept. */
    private ClassNames namesIn(VocSplit ids, Map<String, Parsed> parsed, Findings findings) {
        Set<String> names = new TreeSet<>();
        parsed.values().forEach(file -> file.content().ifPresent(content -> names.addAll(namesIn(content))));
        List<String> others = layout.annotations().ids().stream()
                .filter(id -> !ids.images().contains(id))
                .toList();
        Map<String, String> faults = new HashMap<>();
        others.parallelStream().map(id -> Map.entry(id, parse(xml(id)))).forEachOrdered(other -> {
            other.getValue().content().ifPresent(content -> names.addAll(namesIn(content)));
            if (other.getValue().content().isEmpty()) {
                faults.put(other.getKey(), other.getValue().fault());
            }
        });
        others.stream()
                .filter(faults::containsKey)
                .forEach(id -> findings.note(
                        where(id), faults.get(id) + "; not in this split, but its class names are not known"));
        return new ClassNames(List.copyOf(names));
    }

    private static Set<String> namesIn(VocFile file) {
        return file.objects().stream()
                .map(VocFile.VocObject::name)
                .filter(name -> Bounds.faultOfClassName(name).isEmpty())
                .collect(Collectors.toSet());
    }

    private String where(String id) {
        return layout.xml(id);
    }

    private List<ImageRecord> images(VocSplit ids, Map<String, Parsed> parsed, ImageFolder images, Target target) {
        List<String> order = new ArrayList<>(ids.images());
        List<Findings> each =
                order.stream().map(id -> target.findings().forPart()).toList();
        List<Optional<ImageRecord>> records = IntStream.range(0, order.size())
                .parallel()
                .mapToObj(i -> {
                    Target own = new Target(target.classes(), each.get(i));
                    return image(order.get(i), Optional.ofNullable(parsed.get(order.get(i))), images, own);
                })
                .toList();
        Map<Path, String> owners = owners(records, images);
        List<ImageRecord> kept = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Optional<ImageRecord> own = records.get(i).filter(image -> isOf(owners, image, target.findings()));
            own.ifPresent(tellOf(parsed.get(order.get(i)), each.get(i)));
            own.ifPresent(kept::add);
            target.findings().add(each.get(i));
        }
        return kept;
    }

    /** Which annotation file each image belongs to: the one of its name or else the first that names it. */
    private static Map<Path, String> owners(List<Optional<ImageRecord>> records, ImageFolder images) {
        Map<Path, String> owners = new HashMap<>();
        for (ImageRecord image : records.stream().flatMap(Optional::stream).toList()) {
            String id = image.id().value();
            if (images.images(id).isEmpty()) {
                owners.putIfAbsent(image.file(), id);
            } else {
                owners.put(image.file(), id);
            }
        }
        return owners;
    }

    private boolean isOf(Map<Path, String> owners, ImageRecord image, Findings findings) {
        String owner = Objects.requireNonNull(owners.get(image.file()));
        String id = image.id().value();
        if (owner.equals(id)) {
            return true;
        }
        tally.unused(where(id));
        findings.unusable(
                where(id), "its image " + image.file().getFileName() + " is that of " + where(owner) + "; left out");
        return false;
    }

    private Consumer<ImageRecord> tellOf(@Nullable Parsed parsed, Findings findings) {
        return image -> {
            tally.used(parsed == null ? 0 : 1);
            tally.lost(image.id(), findings.counts().dropped());
            if (parsed == null) {
                tally.unannotated(image.id());
            }
        };
    }

    /** An image that nobody has annotated, or whose file cannot be read, may still be annotated. */
    private Optional<ImageRecord> bare(String id, Optional<Parsed> parsed, ImageFolder images, Findings findings) {
        if (parsed.isPresent()) {
            findings.unreadable(where(id), parsed.get().fault());
        } else if (images.images(id).isEmpty()) {
            findings.unusable(where(id), "does not exist, nor does its image; left out");
            return Optional.empty();
        } else {
            findings.note(where(id), "does not exist; the image is not annotated");
        }
        return file(id, "", images, findings)
                .flatMap(file -> imageFiles
                        .size(file, layout.image(id), findings)
                        .map(size -> new ImageRecord(new ImageId(id), file, size, List.of())));
    }

    private Optional<ImageRecord> image(String id, Optional<Parsed> parsed, ImageFolder images, Target target) {
        if (!target.findings().isListable(where(id), id)) {
            return Optional.empty();
        }
        Optional<VocFile> content = parsed.flatMap(Parsed::content);
        if (content.isEmpty()) {
            return bare(id, parsed, images, target.findings());
        }
        if (!images.images(id).isEmpty()) {
            noteOtherFileName(id, content.get(), target.findings());
        }
        return file(id, statedName(content.get()), images, target.findings())
                .flatMap(file -> size(id, content.get(), file, target.findings())
                        .map(size -> new ImageRecord(
                                new ImageId(id),
                                file,
                                size,
                                new VocObjects(target.classes(), size, target.findings())
                                        .annotations(content.get(), where(id)))));
    }

    private void noteOtherFileName(String id, VocFile content, Findings findings) {
        String stated = statedName(content);
        String own = RelativePath.name(id).strip(); // as what is stated
        if (!stated.isEmpty()
                && !stated.equals(own)
                && !RelativePath.stem(stated).strip().equals(own)) {
            findings.note(where(id), "<filename> says '" + shortened(stated) + "'; the file's own name counts");
        }
    }

    private static String statedName(VocFile content) {
        return content.values().getOrDefault("filename", "");
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** The image of the annotation file's own name or, where there is none, of the name that it states. */
    private Optional<Path> file(String id, String stated, ImageFolder images, Findings findings) {
        List<String> own = images.images(id);
        List<String> candidates = own.isEmpty() ? images.images(RelativePath.stem(stated)) : own;
        if (candidates.size() > 1) {
            findings.note(layout.image(id), "several images " + candidates + "; the first is taken");
        }
        if (!candidates.isEmpty()) {
            return Optional.of(layout.images().resolve(candidates.get(0)));
        }
        return imageFiles.missing(layout.images().resolve(id + ".jpg"), layout.image(id), findings);
    }

    private Optional<ImageSize> size(String id, VocFile content, Path file, Findings findings) {
        String width = content.values().getOrDefault("width", "");
        String height = content.values().getOrDefault("height", "");
        if (width.isEmpty() || height.isEmpty() || isZero(width) || isZero(height)) {
            return imageFiles.size(file, layout.image(id), findings);
        }
        try {
            return Bounds.imageSize(Double.parseDouble(width), Double.parseDouble(height), where(id), findings);
        } catch (NumberFormatException e) {
            findings.mended(
                    where(id),
                    "<size> must be numbers, got '" + shortened(width) + "' x '" + shortened(height)
                            + "'; taken from the image");
            return imageFiles.size(file, layout.image(id), findings);
        }
    }

    private static boolean isZero(String text) {
        return text.matches("0+(\\.0*)?"); // written by tools that did not know the size
    }
}
