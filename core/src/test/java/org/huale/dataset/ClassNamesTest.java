package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.huale.config.ConfigJson;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
    private static final List<String> MANY = manyNames();

    private static List<String> manyNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            names.add("class " + i % 10 + i / 10);
        }
        return names;
    }

    @Test
    void eachNameIsFoundAtItsPlaceAndNoOtherAtAll() {
        ClassNames classes = new ClassNames(MANY);
        for (int i = 0; i < MANY.size(); i++) {
            assertThat(classes.indexOf(MANY.get(i))).hasValue(i);
        }
        assertThat(classes.indexOf("class")).isEqualTo(OptionalInt.empty());
        assertThat(classes.names().contains("class 00")).isTrue();
        assertThat(classes.names().contains("class")).isFalse();
        assertThat(ClassNames.of().indexOf("class")).isEmpty();
    }

    /** It is compared with other lists, hashed and written to files. */
    @Test
    void theListOfNamesIsLikeAnyOther() {
        List<String> plain = List.of("cat", "dog");
        List<String> names = new ClassNames(plain).names();
        assertThat(names).isEqualTo(plain).hasToString("[cat, dog]");
        assertThat(plain).isEqualTo(names).hasSameHashCodeAs(names);
        assertThat(ClassNames.of("cat", "dog"))
                .isEqualTo(new ClassNames(names))
                .hasSameHashCodeAs(new ClassNames(names))
                .isNotEqualTo(ClassNames.of("dog", "cat"))
                .hasToString("ClassNames[names=[cat, dog]]");
        assertThat(ConfigJson.write(names)).isEqualTo(ConfigJson.write(plain));
        assertThatThrownBy(() -> names.set(0, "cow")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void namesThatAreTakenLaterChangeNothing() {
        List<String> given = new ArrayList<>(List.of("cat", "dog"));
        ClassNames classes = new ClassNames(given);
        given.set(0, "cow");
        assertThat(classes).isEqualTo(ClassNames.of("cat", "dog"));
        assertThat(classes.indexOf("cow")).isEmpty();
    }

    @Test
    void equalNamesAreRefused() {
        assertThatThrownBy(() -> ClassNames.of("cat", "dog", "cat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class names must differ, got [cat, dog, cat]");
    }
}
