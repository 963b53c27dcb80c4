package org.huale.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;

/** {@code provenance.json}: the process that began some work, and under {@code resumed} those that went on with it. */
public record ProvenanceFile(Path file) {
    public static final String NAME = "provenance.json";
    private static final String LATER = "resumed";

    public static ProvenanceFile in(Path folder) {
        return new ProvenanceFile(folder.resolve(NAME));
    }

    /** Notes the process that begins the work, and forgets all others. */
    public void begin(Map<String, ?> provenance) {
        write(provenance);
    }

    /** Notes a process that goes on with the work; the first where there is no file. */
    public void goOn(Map<String, ?> provenance) {
        Map<String, Object> whole = read();
        if (whole.isEmpty()) {
            begin(provenance);
            return;
        }
        List<Object> later = later(whole);
        later.add(provenance);
        whole.put(LATER, later);
        write(whole);
    }

    /** Provenances of all processes, the first one first; empty where there is no file. */
    public List<Map<?, ?>> processes() {
        List<Map<?, ?>> processes = new ArrayList<>();
        Map<String, Object> whole = read();
        if (!whole.isEmpty()) {
            processes.add(whole);
        }
        for (Object process : later(whole)) {
            if (process instanceof Map<?, ?> map) {
                processes.add(map);
            }
        }
        return processes;
    }

    private static List<Object> later(Map<String, Object> whole) {
        return new ArrayList<>(whole.get(LATER) instanceof List<?> list ? list : List.of());
    }

    private Map<String, Object> read() {
        Map<String, Object> whole = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return whole;
        }
        try {
            ConfigJson.tree(InputFile.text(file)).forEach((key, value) -> whole.put(String.valueOf(key), value));
            return whole;
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged: " + ParserWords.of(e), e);
        }
    }

    private void write(Map<String, ?> whole) {
        WholeFile.writeText(file, ConfigJson.write(whole) + "\n");
    }
}
