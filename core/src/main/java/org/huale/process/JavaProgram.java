package org.huale.process;

import java.io.File;

/** The Java that this process runs on. */
public final class JavaProgram {

    private JavaProgram() {}

    /** Its program file. */
    public static String path() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() -> System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    }
}
