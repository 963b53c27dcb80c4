package org.huale.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicInteger;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionsTest {

    private record Named(String name) {}

    /** What a jar may bring. */
    public interface Kind {}

    /** Brought by the jar of a test. */
    public static final class First implements Kind {}

    private record Sized(int size) {}

    @Test
    void whatThereIsIsReadOnce() {
        AtomicInteger reads = new AtomicInteger();
        Extensions<Integer> extensions = new Extensions<>("a strategy", reads::incrementAndGet);
        assertThat(extensions.all()).isEqualTo(1);
        assertThat(extensions.all()).isEqualTo(1);
    }

    @Test
    void aJarThatCannotBeUsedIsTheUsersToMend() {
        Error missing = new ServiceConfigurationError("Provider a.Mine not found");
        assertThatThrownBy(() -> failing(missing).all())
                .isInstanceOf(HualeException.class)
                .hasMessage("a strategy on the class path cannot be used: " + missing + "; take its jar out of lib");
        Error newer = new UnsupportedClassVersionError("a/Mine has been compiled by a more recent version");
        assertThatThrownBy(() -> failing(newer).all())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(newer + "; take its jar");
        Error own = new ServiceConfigurationError("Provider a.Mine could not be instantiated", new Error("no table"));
        assertThatThrownBy(() -> failing(own).all())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("a.Mine could not be instantiated: java.lang.Error: no table; take its jar");
    }

    /** A strategy may read the metrics while it is made. */
    @Test
    void whatIsSaidOfAnotherKindIsSaidAsItIs() {
        Error around = new ServiceConfigurationError("Provider b could not be instantiated");
        around.initCause(new ExceptionInInitializerError(new HualeException("metric B: no")));
        assertThatThrownBy(() -> failing(around).all())
                .isInstanceOf(HualeException.class)
                .hasMessage("metric B: no");
    }

    /** A second look says the same, and not that a class was not initialized. */
    @Test
    void aRefusalIsRepeated() {
        Extensions<Integer> failing = failing(new ServiceConfigurationError("gone"));
        assertThatThrownBy(failing::all).isInstanceOf(HualeException.class);
        assertThatThrownBy(failing::all).isInstanceOf(HualeException.class).hasMessageContaining("gone");
    }

    @Test
    void aKindIsReadFromTheClassPath(@TempDir Path jar) throws IOException {
        Path services =
                Files.createDirectories(jar.resolve("META-INF/services")).resolve(Kind.class.getName());
        assertThat(ofClassPath(jar)).isEmpty();
        Files.writeString(services, First.class.getName());
        assertThat(ofClassPath(jar)).hasOnlyElementsOfType(First.class).hasSize(1);
        Files.writeString(services, First.class.getName() + "\nno.such.Second");
        assertThatThrownBy(() -> ofClassPath(jar))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("a kind on the class path cannot be used: ")
                .hasMessageContaining("no.such.Second")
                .hasMessageEndingWith("; take its jar out of lib");
    }

    private static List<Kind> ofClassPath(Path jar) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return Extensions.of("a kind", Kind.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Extensions<Integer> failing(Error error) {
        return new Extensions<>("a strategy", () -> {
            throw error;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mine", "my strategy", "my_strategy", "", "a.b", "a:b", "é"})
    void namesAreOfLowerCaseLettersDigitsAndHyphens(String name) {
        assertThatCode(() -> Extensions.requireName("strategy", "mine-2", this)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Extensions.requireName("strategy", name, this))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("strategy " + name + " (org.huale.config.ExtensionsTest): its name must be of");
    }

    @Test
    void optionsDoNotHaveTheNamesOfKeysBesideThem() {
        List<String> keys = List.of("name", "preset");
        assertThatCode(() -> Extensions.requireOptions("strategy a (A)", new Sized(1), keys))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Extensions.requireOptions("strategy a (A)", new Named("x"), keys))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("strategy a (A): no option may be called name");
        assertThatThrownBy(() -> Extensions.requireOptions("strategy a (A)", null, keys))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("strategy a (A): its options are null");
    }
}
