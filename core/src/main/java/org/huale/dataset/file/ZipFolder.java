package org.huale.dataset.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.TemporaryFolder;

/**
 * Zip archives unpacked into a temporary folder, each into a folder of its own name; gone when closed. Entries that would leave
 * it are refused, and so are archives of more than {@value #ENTRIES} entries or 4 GiB. Names are read as UTF-8 or, where they are
 * none, as Windows packs them.
 *
 * @param temporary where they are
 * @param archives as they were named
 */
public record ZipFolder(TemporaryFolder temporary, List<String> archives) implements AutoCloseable {
    private static final Charset WINDOWS =
            Charset.isSupported("IBM850") ? Charset.forName("IBM850") : StandardCharsets.ISO_8859_1;
    private static final int ENTRIES = 200_000;
    private static final long BYTES = 4L << 30;

    public static boolean isZip(String file) {
        return RelativePath.hasExtension(file, "zip");
    }

    /**
     * @param files archives, relative to the folder
     * @param findings takes what cannot be unpacked, by its name
     */
    public static ZipFolder of(Path from, List<String> files, Findings findings) {
        try {
            ZipFolder unpacked = new ZipFolder(TemporaryFolder.make("huale-unpacked-"), List.copyOf(files));
            files.forEach(file -> unpacked.add(from.resolve(file), file, findings));
            return unpacked;
        } catch (IOException e) {
            throw new HualeException("no temporary folder to unpack archives in: " + FileFaults.reason(e), e);
        }
    }

    public Path folder() {
        return temporary.path();
    }

    /** A text in which files of the archives are called as their owners know them: {@code work.zip!/a.json}. */
    public String told(String text) {
        String told = text.replace(folder() + folder().getFileSystem().getSeparator(), "");
        for (String archive : archives) {
            told = told.replace(archive + "/", archive + "!/");
        }
        return told.replace(folder().toString(), String.join(", ", archives));
    }

    private static ZipFile open(Path archive) throws IOException {
        try {
            return InputFile.zip(archive);
        } catch (ZipException e) {
            return InputFile.zip(archive, WINDOWS); // which fails again where names are not what is wrong
        }
    }

    private void add(Path archive, String name, Findings findings) {
        try (ZipFile zip = open(archive)) {
            if (zip.size() > ENTRIES) {
                throw new HualeException(zip.size() + " entries, at most " + ENTRIES + " are allowed");
            }
            long left = BYTES;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                left -= isWanted(entry) ? unpack(zip, entry, name, left) : 0;
            }
        } catch (IOException e) {
            findings.unusable(name, "cannot be unpacked: " + FileFaults.reason(e));
        } catch (HualeException e) {
            findings.unusable(name, "cannot be unpacked: " + e.getMessage());
        }
    }

    /** macOS adds a shadow of each file. */
    private static boolean isWanted(ZipEntry entry) {
        return !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/");
    }

    private long unpack(ZipFile zip, ZipEntry entry, String name, long most) throws IOException {
        String path = entry.getName().replace('\\', '/');
        Path file = RelativePath.below(temporary.toFill().resolve(name), path)
                .orElseThrow(() -> new HualeException("entry '" + path + "' would leave the folder"));
        if (Files.exists(file)) {
            throw new HualeException("entry '" + path + "' occurs twice");
        }
        Files.createDirectories(RelativePath.folderOf(file));
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(file)) {
            return copy(in, out, most);
        }
    }

    /** By what comes out, as the sizes that an archive states may be lies. */
    private static long copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > most) {
                throw new HualeException("more than " + BYTES + " bytes come out of it");
            }
            out.write(buffer, 0, read);
        }
        return copied;
    }

    @Override
    public void close() {
        temporary.close();
    }
}
